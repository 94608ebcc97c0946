"""What a submission may try, each as an expression for its own process."""

# Each is true where it was possible, and false or raises where it wasn't.
ATTEMPTS = {
    "read a file that everybody may read": "open(target['canary']).read()",
    "read the grader": "open(target['kit'] + '/autograder/sandbox/isolation/levels.py').read()",
    "read the reference solutions": "open(target['kit'] + '/solutions/__init__.py') is not None",
    "read the list of users": "open('/etc/passwd').read()",
    "list the kit": "'autograder' in os.listdir(target['kit'])",
    "list a folder of the grader": "'canary' in os.listdir(target['folder'])",
    "list the system": "'home' in os.listdir('/') and 'var' in os.listdir('/')",
    "change a file": "open(target['canary'], 'a') is not None",
    "truncate a file": "os.truncate(target['canary'], 0) is None",
    "change a file's mode": "os.chmod(target['canary'], 0o666) is None",
    "change a file's time": "os.utime(target['canary']) is None",
    "make a file": "open(target['folder'] + '/made', 'w') is not None",
    "make a link": "os.symlink('x', target['folder'] + '/link') is None",
    "make a folder": "os.mkdir(target['folder'] + '/new') is None",
    "remove a file": "os.remove(target['folder'] + '/victim') is None",
    "write in its packages": (
        "open(settings['site'] + '/x', 'w') is not None"
        " and os.remove(settings['site'] + '/x') is None"
    ),
    "write in shared memory": "open('/dev/shm/' + target['name'], 'w') is not None",
    "see the grader's process": "open(target['proc'] + 'cmdline').read() == target['command']",
    "read the grader's variables": "target['name'] in open(target['proc'] + 'environ').read()",
    "signal the grader": "os.kill(target['pid'], 0) is None",
    "limit the grader": "libc.prlimit(target['pid'], 7, None, None) == 0",
    "slow the grader down": "os.setpriority(os.PRIO_PROCESS, target['pid'], 19) is None",
    "connect by TCP": "socket.create_connection(tuple(target['tcp'])) is not None",
    "send by UDP": "socket.socket(type=socket.SOCK_DGRAM).sendto(b'', tuple(target['tcp'])) == 0",
    "listen": "socket.create_server(('127.0.0.1', 0)) is not None",
    "connect to a Unix socket": "socket.socket(socket.AF_UNIX).connect(target['unix']) is None",
    "connect to an abstract socket": (
        "socket.socket(socket.AF_UNIX).connect(chr(0) + target['unix']) is None"
    ),
    "fork": "os.fork() or os._exit(0)",
    "start a program": "subprocess.run(['/bin/true']).returncode == 0",
    "start a program by posix_spawn": "os.posix_spawn('/bin/true', ['true'], {}) > 0",
    "make memory with a name": "os.memfd_create('x') > 0",
    "make shared memory": "libc.shmget(0, 4096, 0o1600) >= 0",
    "get signals for another": "fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid()) == 0",
    "make a pipe hold more": "fcntl.fcntl(0, 1031, 1 << 16) == 1 << 16",
    "lock a file": "fcntl.flock(open(os.__file__), fcntl.LOCK_SH) is None",
    "lock a part of a file": "fcntl.lockf(open(os.__file__), fcntl.LOCK_SH) is None",
    "set a lock that its copies keep": (
        "fcntl.fcntl(open(os.__file__), 37, bytes(32)) is not None"
    ),
    "join pipes": "os.splice(filled_pipe(), os.pipe()[1], 1) == 1",
    "double a pipe": "libc.tee(filled_pipe(), os.pipe()[1], 1, 0) == 1",
    "give pages to a pipe": (
        "libc.vmsplice(os.pipe()[1], ctypes.byref((ctypes.c_size_t * 2)("
        "ctypes.addressof(page), 1)), 1, 0) == 1"
    ),
    "set a timer": "libc.timerfd_create(1, 0) > 0",
    "set a timer that signals": "libc.timer_create(1, None, page) == 0",
    "wait for events": "libc.epoll_create1(0) > 0 and libc.eventfd(0, 0) > 0",
    "write a file through to the disk": "os.fsync(open(os.__file__)) is None",
    "read ahead": "os.posix_fadvise(os.open(os.__file__, os.O_RDONLY), 0, 0, 3) is None",
    "keep memory from being swapped": "libc.mlock(page, 0) == 0",
    "ask for a file's other attributes": "os.listxattr(os.__file__) == []",
    "filter system calls": "libc.prctl(22, 2, 0, 0, 0) and ctypes.get_errno() == errno.EFAULT",
    "type into a terminal": (
        "libc.ioctl(0, 0x5412, b'x') == 0 or ctypes.get_errno() != errno.EPERM"
    ),
    "live on without the grader": "libc.prctl(1, 0, 0, 0, 0) == 0",
    "become readable to others": "libc.prctl(4, 1, 0, 0, 0) == 0",
    "import the grader": "importlib.util.find_spec('autograder') is not None",
    "import the solutions": "importlib.util.find_spec('solutions') is not None",
    "use 2 GB": "len(bytearray(2 << 30)) > 0",
    "have more than 64 files open": "len([os.dup(0) for _ in range(100)]) == 100",
}
