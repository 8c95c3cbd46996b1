"""`python -m motcua_sandbox [--port 0]`: start every stand-in, print their addresses as one line of JSON, run until stopped."""

import argparse
import contextlib
import json
import signal
import sys
import threading

from motcua_sandbox.camera import Camera
from motcua_sandbox.identity import IdentityProvider
from motcua_sandbox.portal import NationalPortal
from motcua_sandbox.server import Running
from motcua_sandbox.sms import SmsGateway

SERVICES = (NationalPortal, IdentityProvider, SmsGateway, Camera)


def main() -> None:
    parser = argparse.ArgumentParser(prog="motcua_sandbox", description="Stand-ins for outside systems")
    parser.add_argument("--port", type=int, default=0, help="of the first; the others follow. 0: free ones")
    first = parser.parse_args().port
    stopped = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopped.set())
    with contextlib.ExitStack() as stack:
        running = [stack.enter_context(Running(make(), first and first + number)) for number, make in enumerate(SERVICES)]
        sys.stdout.write(json.dumps({one.service.name: one.address for one in running}) + "\n")
        sys.stdout.flush()
        stopped.wait()


if __name__ == "__main__":
    main()
