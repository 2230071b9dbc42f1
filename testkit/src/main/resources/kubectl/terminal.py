"""Runs a command on a terminal of its own.

Usage: terminal.py ROWS COLUMNS COMMAND...
Standard input has one step a line: "send HEX", "expect HEX" (waits until the bytes were seen behind
those of the last step) or "resize ROWS COLUMNS". What the command shows goes to standard output.
Ends with the command's exit code, or with 99 when a step has waited for 30 seconds in vain.
"""
import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time

SECONDS = 30


def size(terminal, rows, columns):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", int(rows), int(columns), 0, 0))


def main():
    rows, columns, *command = sys.argv[1:]
    steps = sys.stdin.read().splitlines()
    child, terminal = pty.fork()
    if child == 0:
        size(0, rows, columns)
        os.execvp(command[0], command)
    seen = bytearray()
    position = 0

    def read():
        readable, _, _ = select.select([terminal], [], [], 0.1)
        if not readable:
            return True
        try:
            some = os.read(terminal, 65536)
        except OSError:
            return False
        seen.extend(some)
        sys.stdout.buffer.write(some)
        sys.stdout.buffer.flush()
        return bool(some)

    for step in steps:
        word, *arguments = step.split()
        if word == "send":
            os.write(terminal, bytes.fromhex(arguments[0]))
        elif word == "resize":
            size(terminal, *arguments)
        else:
            expected = bytes.fromhex(arguments[0])
            end = time.time() + SECONDS
            while seen.find(expected, position) < 0:
                if time.time() > end or not read():
                    print("\nnot seen: %r" % expected)
                    os.kill(child, 9)
                    sys.exit(99)
            position = seen.find(expected, position) + len(expected)
    end = time.time() + SECONDS
    while read() and time.time() < end:
        pass
    _, status = os.waitpid(child, 0)
    sys.exit(os.waitstatus_to_exitcode(status) & 0xFF)


main()
