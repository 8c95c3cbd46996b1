from motcua.foundation.text import alphabetical


def test_names_stand_where_people_look_for_them() -> None:
    names = ["Vĩnh Thông", "Đông Thái", "Dương Hòa", "An Biên", "Ba Chúc", "Ấn Xá"]

    assert sorted(names, key=alphabetical) == ["An Biên", "Ấn Xá", "Ba Chúc", "Đông Thái", "Dương Hòa", "Vĩnh Thông"]
