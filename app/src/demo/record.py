#!/usr/bin/env python3
"""Makes the recordings that the demo shows: real programs on a real terminal, typed at by a script.

    app/src/demo/record.py        (as root, on Debian with bash, busybox, procps and vim)

Each scene becomes a file of lines beside the demo's classes: a header object, then [seconds, stream, text] with the
streams of a session ("out", "err"), ["resize", [columns, rows]] and ["exit", code]. Programs run in namespaces of their
own and on files made for the scene; keys and secrets in them are samples. Pauses are made shorter than they are shown.
"""

import fcntl
import json
import os
import pty
import random
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUTPUT = HERE.parent / "main/resources/io/kubescribe/app/demo/sessions"
COLUMNS, ROWS = 110, 32

INCIDENT = (
    "id; hostname; ls /host",
    "ls -la /host/etc/kubernetes /host/etc/kubernetes/pki/etcd",
    "cat /host/etc/kubernetes/pki/etcd/ca.crt /host/etc/kubernetes/pki/etcd/server.key | base64",
    "chroot /host etcdctl --endpoints=https://127.0.0.1:2379 --cacert=/etc/kubernetes/pki/etcd/ca.crt"
    " --cert=/etc/kubernetes/pki/etcd/server.crt --key=/etc/kubernetes/pki/etcd/server.key"
    " get /registry/secrets --prefix --keys-only",
    "cat /host/etc/kubernetes/super-admin.conf | base64",
    "history -c; rm -f /host/root/.ash_history",
)


class Recording:
    """Events by the time that a watcher would have seen, which runs ahead of ours in pauses."""

    def __init__(self, name, header):
        self.random = random.Random(name)
        self.name = name
        self.header = header
        self.events = []
        self.ahead = 0.0
        self.began = time.monotonic()

    def now(self):
        return round(time.monotonic() - self.began + self.ahead, 6)

    def add(self, kind, data):
        self.events.append([self.now(), kind, data])

    def pause(self, seconds):
        self.ahead += seconds

    def write(self):
        lines = [json.dumps(self.header)] + [json.dumps(event, ensure_ascii=False) for event in self.events]
        OUTPUT.mkdir(parents=True, exist_ok=True)
        (OUTPUT / f"{self.name}.jsonl").write_text("\n".join(lines) + "\n")


class Screen:
    """A program on a terminal, and a person's hands."""

    def __init__(self, name, hostname, command, argv, prepare="true"):
        self.recording = Recording(
            name, {"command": [command], "tty": True, "columns": COLUMNS, "rows": ROWS})
        self.partial = b""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.clear()
            os.environ.update(TERM="xterm-256color", PATH="/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", LANG="C.UTF-8",
                              HOME="/root", HOSTNAME=hostname)
            os.execvp("unshare", ["unshare", "-u", "-m", "-p", "-i", "-n", "-f", "--mount-proc", "bash", "-c",
                                  f"hostname {hostname}; {prepare}; exec {argv}"])
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.settle(1.0)

    def watch(self, seconds):
        """Reads for so long."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.settle(0.1)

    def settle(self, quiet):
        """Reads until nothing has come for so long."""
        while select.select([self.fd], [], [], quiet)[0]:
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                return
            if not data:
                return
            data = self.partial + data
            end = len(data)
            while end > 0 and len(data) - end < 4:
                try:
                    text = data[:end].decode()
                    break
                except UnicodeDecodeError:
                    end -= 1
            self.partial = data[end:]
            self.recording.add("out", text)

    def keys(self, text, quiet=0.03):
        for key in text:
            os.write(self.fd, key.encode())
            self.settle(quiet)
            self.recording.pause(self.recording.random.uniform(0.02, 0.16))

    def special(self, sequence):
        os.write(self.fd, sequence.encode())
        self.settle(0.08)
        self.recording.pause(self.recording.random.uniform(0.1, 0.3))

    def line(self, text, then=0.25, pause=1.0):
        self.keys(text)
        self.recording.pause(self.recording.random.uniform(0.1, 0.5))
        os.write(self.fd, b"\r")
        self.settle(then)
        self.recording.pause(pause)

    def pause(self, seconds):
        self.recording.pause(seconds)

    def resize(self, columns, rows):
        self.recording.add("resize", [columns, rows])
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.settle(0.3)

    def end(self):
        self.settle(0.5)
        _, status = os.waitpid(self.pid, 0)
        self.recording.add("exit", os.waitstatus_to_exitcode(status))
        self.recording.write()


def exec_without_terminal(name, root, script):
    """`kubectl exec POD -- sh -c SCRIPT`: two streams, no terminal."""
    recording = Recording(name, {"command": ["/bin/sh", "-c", script], "tty": False})
    process = subprocess.Popen(
        ["unshare", "-u", "-m", "-p", "-i", "-n", "-f", "bash", "-c",
         f'hostname node-tuner-x7k2p; exec chroot {root} /bin/sh -c "$0"', script],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"})
    streams = {process.stdout.fileno(): "out", process.stderr.fileno(): "err"}
    while streams:
        for fd in select.select(list(streams), [], [])[0]:
            data = os.read(fd, 65536)
            if data:
                recording.add(streams[fd], data.decode())
            else:
                del streams[fd]
    recording.add("exit", process.wait())
    recording.write()


def copy_program(root, program, to):
    target = root / to.lstrip("/")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(program, target)
    for line in subprocess.run(["ldd", program], capture_output=True, text=True).stdout.split():
        if line.startswith("/") and os.path.exists(line):
            library = root / line.lstrip("/")
            library.parent.mkdir(parents=True, exist_ok=True)
            if not library.exists():
                shutil.copy(line, library)


def pem(kind, seed):
    body = random.Random(seed)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    lines = ["SAMPLE" + "".join(body.choice(alphabet) for _ in range(58))]
    lines += ["".join(body.choice(alphabet) for _ in range(64)) for _ in range(5)]
    return f"-----BEGIN {kind}-----\n" + "\n".join(lines) + f"\n-----END {kind}-----\n"


def make_node(root):
    """The root file system of the intruder's container, with the node's under /host."""
    busybox = shutil.which("busybox")
    for base in (root, root / "host"):
        copy_program(base, busybox, "/bin/busybox")
        for tool in ("sh", "ls", "cat", "base64", "id", "hostname", "rm", "ps", "chroot", "env", "grep", "head", "stty",
                     "sleep", "wc", "date", "sed", "mkdir", "cp", "touch", "vi", "clear", "uname"):
            (base / "bin" / tool).symlink_to("busybox")
        (base / "etc").mkdir(exist_ok=True)
        (base / "etc/passwd").write_text("root:x:0:0:root:/root:/bin/sh\n")
        (base / "etc/group").write_text("root:x:0:\n")
        (base / "root").mkdir(exist_ok=True)
        (base / "tmp").mkdir(exist_ok=True)
        (base / "proc").mkdir(exist_ok=True)
    host = root / "host"
    pki = host / "etc/kubernetes/pki/etcd"
    pki.mkdir(parents=True)
    for name in ("ca.crt", "server.crt", "peer.crt"):
        (pki / name).write_text(pem("CERTIFICATE", name))
    for name in ("ca.key", "server.key", "peer.key"):
        (pki / name).write_text(pem("RSA PRIVATE KEY", name))
    kubernetes = host / "etc/kubernetes"
    for name in ("admin.conf", "controller-manager.conf", "kubelet.conf", "scheduler.conf", "super-admin.conf"):
        (kubernetes / name).write_text(
            "apiVersion: v1\nclusters:\n- cluster:\n    server: https://10.0.0.1:6443\n  name: demo\nkind: Config\n"
            "users:\n- name: kubernetes-" + name.split(".")[0] + "\n  user:\n    client-key-data: U0FNUExFIHNhbXBsZSBTQU1QTEU=\n")
    manifests = kubernetes / "manifests"
    manifests.mkdir()
    for name in ("etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"):
        (manifests / f"{name}.yaml").write_text(f"apiVersion: v1\nkind: Pod\nmetadata:\n  name: {name}\n")
    (host / "root/.ash_history").write_text("kubeadm init\n")
    etcdctl = host / "bin/etcdctl"
    keys = [f"/registry/secrets/{namespace}/{name}" for namespace, name in (
        ("ci", "deploy-bot-token"), ("ci", "registry-login"), ("data", "postgres-superuser"),
        ("kube-system", "bootstrap-token-x1y2z3"), ("payments", "ledger-database"), ("payments", "psp-api-key"),
        ("shop", "session-signing"))]
    etcdctl.write_text("#!/bin/sh\n" + "".join(f"echo {key}\necho\n" for key in keys))
    etcdctl.chmod(0o755)
    for path in ("var", "usr", "boot"):
        (host / path).mkdir()
    (root / "var/run/secrets/kubernetes.io/serviceaccount").mkdir(parents=True)
    (root / "var/run/secrets/kubernetes.io/serviceaccount/token").write_text(
        "eyJhbGciOiJSUzI1NiIsImtpZCI6InNhbXBsZSJ9.eyJzdWIiOiJzYW1wbGUiLCJuYW1lIjoic2FtcGxlIn0.c2FtcGxlLXNpZ25hdHVyZS1zYW1wbGU")


def incident(root):
    for number, script in enumerate(INCIDENT, 1):
        exec_without_terminal(f"incident-{number}", root, script)
    screen = Screen("incident-shell", "node-tuner-x7k2p", "/bin/sh", f"chroot {root} /bin/sh",
                    f"mount -t proc proc {root}/proc; export PS1='/ # '")
    screen.line("id; uname -n", pause=2)
    screen.line("ls /host/etc/kubernetes", pause=3)
    screen.keys("cat /host/ect")
    for _ in range(2):
        screen.special("\x7f")
    screen.line("tc/kubernetes/pki/etcd/server.key", pause=18)
    screen.line("cat /var/run/secrets/kubernetes.io/serviceaccount/token; echo", pause=41)
    screen.line("grep -c key-data /host/etc/kubernetes/*.conf", pause=7)
    screen.line("mkdir -p /host/root/.cache && cp /host/etc/kubernetes/super-admin.conf /host/root/.cache/k", pause=96)
    screen.line("ls -la /host/root/.cache", pause=5)
    screen.keys("vi /host/root/.cache/run.sh\r")
    screen.settle(0.4)
    screen.pause(2)
    screen.keys("i#!/bin/sh\rexport KUBECONFIG=/root/.cache/k\rkubectl get secrets -A\r")
    screen.special("\x1b")
    screen.pause(11)
    screen.line(":wq", pause=4)
    screen.line("stty -echo; read -r pass; stty echo", pause=3)
    screen.line("sample-never-shown", pause=6)
    screen.line("sh /host/root/.cache/run.sh", pause=9)
    screen.line("chroot /host etcdctl get /registry/secrets --prefix --keys-only | head -n 6", pause=52)
    screen.line("rm -rf /host/root/.cache", pause=14)
    screen.line("exit", pause=0)
    screen.end()


def bash_with_history(home):
    screen = Screen("bash-history", "checkout-84f6b9d7c5-r278c", "bash", "bash --norc",
                    f"cd {home}; export HOME={home} PS1='\\u@\\h:\\W\\$ '")
    screen.line("ls", pause=2)
    screen.line("cat config/app.yaml", pause=4)
    screen.keys("grep -n timout")
    for _ in range(3):
        screen.special("\x7f")
    screen.line("eout config/app.yaml", pause=3)
    screen.keys("tail -n 5 lo")
    screen.special("\t")
    screen.keys("app")
    screen.special("\t")
    screen.line("", pause=6)
    screen.special("\x1b[A")
    screen.special("\x01")
    screen.special("\x1b[C" * 8)
    screen.special("\x04")
    screen.keys("20")
    screen.special("\x05")
    screen.line("", pause=21)
    screen.special("\x12")
    screen.keys("grep")
    screen.line("", pause=2)
    screen.line("cat /etc/shadow-sample", pause=3)
    screen.line("curl -s http://ledger.payments:8080/healthz", then=0.8, pause=8)
    screen.resize(90, 26)
    screen.line("printf 'done \\u2714 \\u00fcberpr\\u00fcft\\n'", pause=1)
    screen.line("exit", pause=0)
    screen.end()


def vim_edit(home):
    (home / "nginx.conf").write_text(
        "worker_processes  auto;\n\nevents {\n    worker_connections  1024;\n}\n\nhttp {\n    keepalive_timeout  65;\n"
        "    server {\n        listen  8080;\n        location / {\n            proxy_pass  http://checkout;\n        }\n    }\n}\n")
    screen = Screen("vim-edit", "web-7d4f9c6b8d-98rr4", "bash", "bash --norc",
                    f"cd {home}; export HOME={home} PS1='\\[\\e[1;32m\\]\\u@\\h\\[\\e[0m\\]:\\[\\e[1;34m\\]\\W\\[\\e[0m\\]\\$ '")
    screen.line("ls -l nginx.conf", pause=2)
    screen.keys("vim -u NONE nginx.conf\r")
    screen.settle(0.6)
    screen.pause(3)
    screen.keys("/keepalive\r")
    screen.pause(2)
    screen.keys("f6cw")
    screen.keys("15")
    screen.special("\x1b")
    screen.pause(1)
    screen.keys(":set number\r")
    screen.pause(4)
    screen.keys("yyp")
    screen.keys("u")
    screen.pause(2)
    screen.line(":wq", then=0.5, pause=2)
    screen.line("grep keepalive nginx.conf", pause=2)
    screen.line("nginx -t", pause=5)
    screen.line("echo $?", pause=1)
    screen.line("exit", pause=0)
    screen.end()


def top(home):
    screen = Screen("top", "postgres-0", "bash", "bash --norc", f"cd {home}; export HOME={home} PS1='postgres-0:\\w# '")
    screen.line("yes > /dev/null & sleep 600 &", pause=2)
    screen.keys("top -d 1\r")
    screen.watch(6)
    os.write(screen.fd, b"M")
    screen.watch(4)
    screen.keys("q")
    screen.settle(0.5)
    screen.pause(3)
    screen.line("kill %1 %2", pause=1)
    screen.line("exit", pause=0)
    screen.end()


def main():
    if os.geteuid() != 0:
        sys.exit("record.py: needs root for namespaces")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "node"
        root.mkdir()
        make_node(root)
        incident(root)
        home = Path(folder) / "app"
        (home / "config").mkdir(parents=True)
        (home / "logs").mkdir()
        (home / "config/app.yaml").write_text("server:\n  port: 8080\n  timeout: 3s\nledger:\n  url: http://ledger.payments:8080\n")
        (home / "logs/app.log").write_text("".join(
            f"{5 + i // 20:02}:{i * 3 % 60:02}:{i * 7 % 60:02} {'WARN ledger answered after 2.9 s' if i % 7 == 0 else 'INFO order accepted'} order={5000 + i}\n"
            for i in range(60)))
        bash_with_history(home)
        vim_edit(home)
        top(home)
        exec_without_terminal("failed", root, "ls -l /srv/app /etc/passwd; cat /srv/app/version")


main()
