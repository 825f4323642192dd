# Stands in for QEMU in KilledMachineTest: its sockets, its protocol, its going to the background, and a guest that says what
# lab-wake would. Counts its steps with the other stand-ins, and waits at one until whoever asked for it has been killed.
import fcntl, json, os, re, socket, sys, threading, time

steps = os.environ["NUTSHELL_TEST_STEPS"]
stop = int(os.environ.get("NUTSHELL_TEST_STOP", "0"))
words = " ".join(sys.argv[1:])
if "nutshell.job=probe" in words:
    print("this processor works", flush=True)
    sys.exit(0)


def step(name):
    with open(steps, "a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write("qemu " + name + "\n")
        file.seek(0)
        here = len(file.readlines()) == stop
    while here and not os.path.exists(steps + ".killed"):
        time.sleep(0.01)


def guest(state):
    with open(steps + ".guest.half", "w") as file:
        file.write(state)
    os.rename(steps + ".guest.half", steps + ".guest")


def bound(name):
    server = socket.socket(socket.AF_UNIX)
    server.bind(re.search("id=%s,path=([^, ]+)" % name, words).group(1))
    server.listen(5)
    return server


def lines(client):
    for line in client.makefile("r"):
        yield line.strip()


def serve(server, talk):
    while True:
        client = server.accept()[0]
        try:
            talk(client)
        except OSError:
            pass  # killed while we answered
        client.close()


ready = False


def wire(client):
    global ready
    if not ready:
        step("boots")
        client.sendall(b"[ 0.1] a line of the kernel\nready\n")
        ready = True
    for line in lines(client):
        if line.startswith("wake "):
            step("is to wake")
            guest("awake")
            step("is awake")
            client.sendall(b"awake\n")


job = {}


def control(client):
    def say(what):
        client.sendall((json.dumps(what) + "\n").encode())

    say({"QMP": {"version": {}}})
    for line in lines(client):
        asked = json.loads(line)
        command, arguments = asked["execute"], asked["arguments"]
        answer = {}
        if command in ("snapshot-save", "snapshot-load"):
            if job:
                say({"error": {"class": "GenericError", "desc": "Job ID 'nutshell' already in use"}})
                continue
            step(command + " is asked for")
            if command == "snapshot-load":
                guest("asleep")
            job.update({"id": arguments["job-id"], "status": "concluded"})
            step(command + " is done")
        elif command == "query-jobs":
            answer = [dict(job)] if job else []
        elif command == "job-dismiss":
            step("the job is to be dismissed")
            job.clear()
        say({"return": answer})


step("starts")
servers = bound("wire"), bound("qmp")
open(re.search("id=console,path=([^, ]+)", words).group(1), "w").close()
step("has bound its sockets")
read, write = os.pipe()
if os.fork():
    os.close(write)
    os.read(read, 1)
    step("has gone to the background")
    sys.exit(0)
os.setsid()
os.close(read)
nothing = os.open("/dev/null", os.O_RDWR)
for descriptor in 0, 1, 2:
    os.dup2(nothing, descriptor)
guest("asleep")
with open(sys.argv[sys.argv.index("-pidfile") + 1], "w") as file:
    file.write("%d\n" % os.getpid())
os.close(write)
threading.Thread(target=serve, args=(servers[0], wire)).start()
serve(servers[1], control)
