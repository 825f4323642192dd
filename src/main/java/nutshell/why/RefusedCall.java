package nutshell.why;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import jnr.constants.platform.Errno;
import nutshell.kernel.Tracer;
import nutshell.refusals.Printable;
import nutshell.seccomp.Abi;
import nutshell.seccomp.CallData;
import nutshell.seccomp.Syscalls;

/** A system call that was refused, while the thread that made it stands still. */
record RefusedCall(Subject subject, String name, CallData data, Errno errno, Optional<String> path) {

    private static final int PATH_MAX = 4096;
    private static final int AT_FDCWD = -100;

    /** Calls whose first argument is a path, and those where a directory's descriptor stands before it. */
    private static final List<String> PATH_FIRST = List.of(
            "open",
            "creat",
            "mkdir",
            "rmdir",
            "unlink",
            "rename",
            "link",
            "symlink",
            "chmod",
            "chown",
            "lchown",
            "truncate",
            "access",
            "execve",
            "chdir",
            "chroot",
            "mknod",
            "umount2",
            "utime",
            "utimes",
            "readlink",
            "setxattr",
            "lsetxattr",
            "removexattr",
            "swapon",
            "swapoff",
            "acct",
            "statfs",
            "uselib");

    private static final List<String> PATH_SECOND = List.of(
            "openat",
            "openat2",
            "mkdirat",
            "unlinkat",
            "renameat",
            "renameat2",
            "linkat",
            "fchmodat",
            "fchmodat2",
            "fchownat",
            "faccessat",
            "faccessat2",
            "execveat",
            "mknodat",
            "utimensat",
            "futimesat",
            "readlinkat",
            "mount_setattr",
            "name_to_handle_at",
            "open_tree");

    static RefusedCall of(Tracer.Refused refused) {
        Tracer.Call call = refused.call();
        Abi abi = Arrays.stream(Abi.values())
                .filter(each -> each.audit() == call.arch() && each != Abi.X32)
                .findFirst()
                .orElse(Abi.ofThisMachine());
        String name = Syscalls.name(abi, (int) call.number()).orElse("syscall_" + call.number());
        return new RefusedCall(
                Subject.read(refused.tid()),
                name,
                new CallData((int) call.number(), call.arch(), call.instructionPointer(), call.arguments()),
                Errno.valueOf(refused.errno()),
                path(refused.tid(), name, call.arguments()));
    }

    private static Optional<String> path(int tid, String name, List<Long> arguments) {
        if (PATH_FIRST.contains(name)) {
            return text(tid, arguments.get(0));
        }
        if (name.equals("mount")) {
            return text(tid, arguments.get(1));
        }
        if (name.equals("write")) {
            return Optional.of(below(tid, arguments.get(0).intValue())).filter(path -> path.startsWith("/"));
        }
        if (!PATH_SECOND.contains(name)) {
            return Optional.empty();
        }
        int directory = arguments.get(0).intValue();
        return text(tid, arguments.get(1))
                .map(path -> path.startsWith("/") || directory == AT_FDCWD ? path : at(below(tid, directory), path));
    }

    /** An empty path means the descriptor itself: AT_EMPTY_PATH. */
    private static String at(String directory, String path) {
        return path.isEmpty() ? directory : directory + "/" + path;
    }

    private static String below(int tid, int directory) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + tid + "/fd/" + directory))
                    .toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** A text in the memory of the thread that stands still. */
    private static Optional<String> text(int tid, long address) {
        byte[] bytes = bytes(tid, address, PATH_MAX);
        for (int end = 0; end < bytes.length; end++) {
            if (bytes[end] == 0) {
                return Optional.of(new String(bytes, 0, end, StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    /** Up to so many bytes of that memory; fewer where it ends or is not ours to read. */
    byte[] bytes(long address, int most) {
        return bytes(subject.tid(), address, most);
    }

    private static byte[] bytes(int tid, long address, int most) {
        byte[] bytes = new byte[most];
        try (RandomAccessFile memory = new RandomAccessFile("/proc/" + tid + "/mem", "r")) {
            memory.seek(address);
            int got = memory.read(bytes);
            return Arrays.copyOf(bytes, Math.max(0, got));
        } catch (IOException e) {
            return new byte[0];
        }
    }

    List<Long> arguments() {
        return data.arguments();
    }

    long argument(int index) {
        return data.arguments().get(index);
    }

    /** As a person reads it: the name, the path if there is one, the errno. */
    String shown() {
        return name + "("
                + path.map(text -> "\"" + Printable.text(text) + "\", …").orElse("…") + ") = " + errno.name();
    }
}
