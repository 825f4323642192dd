package nutshell.escapes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nutshell.kernel.ChildList;
import nutshell.mounts.MountFlag;
import nutshell.seccomp.Abi;
import nutshell.seccomp.Syscalls;
import org.jspecify.annotations.Nullable;

/**
 * What someone inside does, written down call by call: a process of the container makes the calls one after the other until
 * one is refused. Descriptors are known beforehand, for the kernel gives the lowest that is free (open(2)).
 */
final class Attacker {

    static final int CWD = -100;
    private static final int STDOUT = 1;
    private static final int FIRST_FREE = 3;
    private static final int O_WRONLY = 1;
    private static final int O_CREAT = 0100;
    private static final int O_TRUNC = 01000;
    private static final int AF_UNIX = 1;
    private static final int AF_INET = 2;
    private static final int SOCK_STREAM = 1;
    private static final int S_IFBLK = 0060000;
    private static final int NONCE_ROOM = 64;

    private final ChildList list = new ChildList();
    private final Map<Integer, String> notes = new LinkedHashMap<>();
    private int free;

    /** The leaked descriptor, if there is one, is the first. */
    Attacker(boolean leak) {
        this.free = leak ? FIRST_FREE + 1 : FIRST_FREE;
    }

    /** What is said beside the next call. */
    Attacker note(String text) {
        notes.put(list.size(), text);
        return this;
    }

    /** The calls, ready to be made. */
    ChildList calls() {
        return list;
    }

    /** Notes by the number of the call they stand beside. */
    Map<Integer, String> notes() {
        return Map.copyOf(notes);
    }

    /** Any call; arguments are numbers, texts, bytes and null, {@code decoded} is how they are written. */
    Attacker call(String name, List<String> decoded, @Nullable Object... arguments) {
        long number = Syscalls.number(Abi.ofThisMachine(), name).orElse(-1);
        list.call(name, number, decoded, arguments);
        return this;
    }

    /** Opens for reading; returns the descriptor. */
    int open(String path) {
        return openAt(CWD, "AT_FDCWD", path, 0, "O_RDONLY");
    }

    int openBelow(int directory, String path) {
        return openAt(directory, Integer.toString(directory), path, 0, "O_RDONLY");
    }

    int openToWrite(String path) {
        return openAt(CWD, "AT_FDCWD", path, O_WRONLY, "O_WRONLY");
    }

    /** Makes a file. */
    int create(String path) {
        return openAt(CWD, "AT_FDCWD", path, O_WRONLY | O_CREAT | O_TRUNC, "O_WRONLY|O_CREAT|O_TRUNC");
    }

    int createBelow(int directory, String path) {
        return openAt(
                directory, Integer.toString(directory), path, O_WRONLY | O_CREAT | O_TRUNC, "O_WRONLY|O_CREAT|O_TRUNC");
    }

    private int openAt(int directory, String shown, String path, int flags, String names) {
        int mode = 0755;
        boolean makes = (flags & O_CREAT) != 0;
        List<String> decoded =
                makes ? List.of(shown, quoted(path), names, "0755") : List.of(shown, quoted(path), names);
        call("openat", decoded, directory, path, flags, mode);
        return free++;
    }

    /** Closes the descriptor that was given last. */
    Attacker close(int fd) {
        call("close", List.of(Integer.toString(fd)), fd);
        free = fd;
        return this;
    }

    /** Reads a nonce and tells it. */
    Attacker tell(int fd) {
        long room = list.room(NONCE_ROOM);
        call("read", List.of(Integer.toString(fd), "[]", Integer.toString(NONCE_ROOM)), fd, room, NONCE_ROOM);
        return show(room);
    }

    /** The same from a place in a device. */
    Attacker tell(int fd, long offset) {
        long room = list.room(NONCE_ROOM);
        call(
                "pread64",
                List.of(Integer.toString(fd), "[]", Integer.toString(NONCE_ROOM), Long.toString(offset)),
                fd,
                room,
                NONCE_ROOM,
                offset);
        return show(room);
    }

    private Attacker show(long room) {
        return call("write", List.of("1", "[what was read]", Integer.toString(NONCE_ROOM)), STDOUT, room, NONCE_ROOM);
    }

    Attacker send(int fd, String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        return call("write", List.of(Integer.toString(fd), quoted(text), Integer.toString(length)), fd, text, length);
    }

    Attacker sendBytes(int fd, byte[] bytes) {
        return call(
                "write",
                List.of(Integer.toString(fd), "[a program]", Integer.toString(bytes.length)),
                fd,
                bytes,
                bytes.length);
    }

    /** What {@code echo TEXT > PATH} does. */
    Attacker overwrite(String path, String text) {
        int fd = openToWrite(path);
        return send(fd, text).close(fd);
    }

    Attacker chroot(String path) {
        return call("chroot", List.of(quoted(path)), path);
    }

    Attacker chdir(String path) {
        return call("chdir", List.of(quoted(path)), path);
    }

    Attacker mkdir(String path) {
        return call("mkdirat", List.of("AT_FDCWD", quoted(path), "0755"), CWD, path, 0755);
    }

    /** Makes a node for a block device. */
    Attacker mknod(String path, int major, int minor) {
        long device = (minor & 0xffL) | (major & 0xfffL) << 8 | (minor & ~0xffL) << 12;
        return call(
                "mknodat",
                List.of("AT_FDCWD", quoted(path), "S_IFBLK|0600", "makedev(%d, %d)".formatted(major, minor)),
                CWD,
                path,
                S_IFBLK | 0600,
                device);
    }

    Attacker mount(
            @Nullable String source, String target, @Nullable String type, @Nullable String data, MountFlag... flags) {
        list.mount(source, target, type, MountFlag.of(flags), data);
        return this;
    }

    /** Connects to a socket in a file; returns the descriptor. */
    int connect(String path) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        byte[] address = ByteBuffer.allocate(2 + name.length + 1)
                .order(ByteOrder.nativeOrder())
                .putShort((short) AF_UNIX)
                .put(name)
                .array();
        return connect(AF_UNIX, "AF_UNIX", address, "{sun_path=" + quoted(path) + "}");
    }

    /** Connects to a port of the loopback interface. */
    int connect(int port) {
        byte[] address = ByteBuffer.allocate(16)
                .order(ByteOrder.nativeOrder())
                .putShort((short) AF_INET)
                .order(ByteOrder.BIG_ENDIAN)
                .putShort((short) port)
                .put(new byte[] {127, 0, 0, 1})
                .array();
        return connect(AF_INET, "AF_INET", address, "{127.0.0.1:%d}".formatted(port));
    }

    /** Connects to a socket whose name is in no file system. */
    int connectAbstract(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        byte[] address = ByteBuffer.allocate(3 + bytes.length)
                .order(ByteOrder.nativeOrder())
                .putShort((short) AF_UNIX)
                .put((byte) 0)
                .put(bytes)
                .array();
        return connect(AF_UNIX, "AF_UNIX", address, "{sun_path=" + quoted("@" + name) + "}");
    }

    private int connect(int family, String familyName, byte[] address, String shown) {
        call("socket", List.of(familyName, "SOCK_STREAM", "0"), family, SOCK_STREAM, 0);
        int fd = free++;
        call(
                "connect",
                List.of(Integer.toString(fd), shown, Integer.toString(address.length)),
                fd,
                address,
                address.length);
        return fd;
    }

    /** A call that gives a descriptor. */
    int opening(String name, List<String> decoded, @Nullable Object... arguments) {
        call(name, decoded, arguments);
        return free++;
    }

    Attacker execve(List<String> command) {
        list.execve(command.get(0), command, List.of());
        return this;
    }

    /** A call that fills a buffer of its own. */
    long room(int bytes) {
        return list.room(bytes);
    }

    static String quoted(String text) {
        return '"' + text.replace("\n", "\\n") + '"';
    }
}
