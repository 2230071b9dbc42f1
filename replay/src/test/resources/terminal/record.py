#!/usr/bin/env python3
"""Records real shells on a pseudo terminal, 100 x 30, keys 20 ms apart: record.py FOLDER [NAME…]

Writes NAME.jsonl.gz (head {"cols","rows"}, then [seconds, "o" or "i", data as Latin-1]) and
NAME.expected-commands.json, what was entered, with <noecho N> for N characters typed without echo
and <masked N> for N that showed as stars. Needs bash, dash and busybox.
"""
import gzip, json, os, pty, select, struct, sys, fcntl, termios, tempfile, time

COLS, ROWS = 100, 30

STARS = r'''import sys,termios,tty
fd=sys.stdin.fileno(); old=termios.tcgetattr(fd); tty.setcbreak(fd); new=termios.tcgetattr(fd)
new[3]&=~termios.ECHO; termios.tcsetattr(fd,termios.TCSANOW,new); sys.stdout.write("Token: "); sys.stdout.flush(); n=0
while True:
    c=sys.stdin.read(1)
    if c in "\r\n": break
    n+=1; sys.stdout.write("*"); sys.stdout.flush()
termios.tcsetattr(fd,termios.TCSANOW,old); print("\r\nlen",n)
'''
SILENT = '''#!/bin/sh
printf "Password: "; stty -echo; read x; stty echo; echo; echo "got ${#x}"
'''


class Recorder:
    def __init__(self, argv, env, folder):
        self.events, self.began = [], None
        pid, self.fd = pty.fork()
        if pid == 0:
            os.chdir(folder)
            os.execvpe(argv[0], argv, env)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack('HHHH', ROWS, COLS, 0, 0))
        self.pid, self.began = pid, time.monotonic()

    def now(self):
        return round(time.monotonic() - self.began, 6)

    def read(self, seconds):
        """Takes output for so long; False when the shell has gone."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self.fd], [], [], left)[0]:
                try:
                    data = os.read(self.fd, 65536)
                except OSError:
                    return False
                if not data:
                    return False
                self.events.append([self.now(), 'o', data.decode('latin-1')])
        return True

    def key(self, data, pause=0.02):
        self.events.append([self.now(), 'i', data])
        os.write(self.fd, data.encode('latin-1'))
        return self.read(pause)

    def type(self, text, enter=True, after=0.35):
        for c in text:
            self.key(c)
        if enter:
            self.key('\r', after)

    def save(self, path):
        with gzip.GzipFile(path, 'wb', mtime=0) as raw:
            raw.write((json.dumps({'cols': COLS, 'rows': ROWS}) + '\n').encode())
            for event in self.events:
                raw.write((json.dumps(event) + '\n').encode())


def plain(r, expect):
    """What every shell can do: lines, a typo, a wrapped line, prompts for secrets, an abandoned line."""
    r.read(0.5)
    for line in ['echo hello', 'pwd', 'cd /tmp', 'ls -d /etc', 'cd -']:
        r.type(line)
        expect.append(line)
    r.type('eecho', enter=False)
    for _ in range(4):
        r.key('\x7f')
    r.type('cho corrected')
    expect.append('echo corrected')
    r.type('garbage text', enter=False)
    r.key('\x15', 0.1)
    r.type('id -u')
    expect.append('id -u')
    r.type('', after=0.2)
    r.type('echo abandoned', enter=False)
    r.key('\x03', 0.3)
    r.type('for i in 1 2; do')
    r.type('echo $i')
    r.type('done')
    expect.extend(['for i in 1 2; do', 'echo $i', 'done'])
    r.type('./pw.sh', after=0.5)
    r.type('s3cr3t!')
    expect.extend(['./pw.sh', '<noecho 7>'])
    r.type('python3 pw.py', after=0.9)
    r.type('tok123', after=0.6)
    expect.extend(['python3 pw.py', '<masked 6>'])
    for line in ['printf "no newline"', 'seq 1 50', 'false', 'cat -n pw.sh', 'echo "a  b" | wc -c', 'grep -c root /etc/passwd; true']:
        r.type(line, after=0.5)
        expect.append(line)


def wrapped(r, expect):
    line = 'echo ' + 'x' * 130 + ' end'
    r.type(line)
    expect.append(line)


def editing(r, expect):
    """What shells with line editing can do besides."""
    r.key('\x1b[A', 0.1)
    r.key('\r', 0.3)
    expect.append(expect[-1])
    r.type('echo hello world', enter=False)
    for _ in range(4):
        r.key('\x1b[D')
    r.key('\x7f')
    r.type('x')
    expect.append('echo hello xorld')
    r.type('ls alpha_d', enter=False)
    r.key('\t', 0.2)
    r.key('\r', 0.3)
    expect.append('ls alpha_directory/')
    r.type('ls alpha_', enter=False)
    r.key('\t', 0.2)
    r.key('\t', 0.3)
    r.type('o', enter=False)
    r.key('\t', 0.2)
    r.key('\r', 0.3)
    expect.append('ls alpha_other/')
    r.key('\x0c', 0.3)
    r.type('echo after clear')
    expect.append('echo after clear')


def leave(r, expect):
    r.type('exit', after=0.5)
    expect.append('exit')


SHELLS = {
    'dash': (['dash', '-i'], {'PS1': '# '}, [plain, leave]),
    'ash': (['busybox', 'ash', '-i'], {}, [plain, wrapped, editing, leave]),
    'bash-coloured': (['bash', '--norc', '--noprofile', '-i'],
                      {'PS1': r'\[\e[1;32m\]\u@web-0\[\e[0m\]:\[\e[1;34m\]\w\[\e[0m\]\$ '}, [plain, wrapped, editing, leave]),
    'bash-old': (['bash', '--norc', '--noprofile', '-i'],
                 {'PS1': r'[\u@web-0 \W]\$ ', 'INPUTRC': 'inputrc'}, [plain, wrapped, editing, leave]),
}


def main():
    out, names = sys.argv[1], sys.argv[2:] or list(SHELLS)
    for name in names:
        argv, extra, parts = SHELLS[name]
        with tempfile.TemporaryDirectory() as folder:
            for d in ['alpha_directory', 'alpha_other']:
                os.mkdir(os.path.join(folder, d))
            for file, text in [('pw.sh', SILENT), ('pw.py', STARS), ('inputrc', 'set enable-bracketed-paste off\n')]:
                with open(os.path.join(folder, file), 'w') as f:
                    f.write(text)
                os.chmod(os.path.join(folder, file), 0o755)
            env = {'PATH': '/usr/local/bin:/usr/bin:/bin', 'TERM': 'xterm-256color', 'HOME': folder, 'LANG': 'C.UTF-8', **extra}
            recorder, expected = Recorder(argv, env, folder), []
            for part in parts:
                part(recorder, expected)
            os.waitpid(recorder.pid, 0)
            recorder.save(os.path.join(out, f'{name}.jsonl.gz'))
        with open(os.path.join(out, f'{name}.expected-commands.json'), 'w') as f:
            json.dump(expected, f)
            f.write('\n')


main()
