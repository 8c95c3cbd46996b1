from motcua.cli import main

if __name__ == "__main__":  # web processes import this module again
    main()
