package nutshell.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import jnr.ffi.Pointer;
import nutshell.capabilities.Capability;

/** What can be found out about the calling thread at the moment of a refusal, without changing anything. */
final class Circumstances {

    /** _LINUX_CAPABILITY_VERSION_3 of {@code <linux/capability.h>}. */
    static final int CAPABILITY_VERSION = 0x2008_0522;

    private final Libc libc;

    Circumstances(Libc libc) {
        this.libc = libc;
    }

    /** Asks capget(2) about the calling thread: files under /proc may be out of its reach by now. */
    boolean has(Capability capability) {
        Pointer header = NativeMemory.zeroed(8);
        Pointer sets = NativeMemory.zeroed(24);
        header.putInt(0, CAPABILITY_VERSION);
        long number = Syscall.CAPGET.number();
        if (libc.syscall(number, header.address(), sets.address(), 0, 0, 0, 0) < 0) {
            return false;
        }
        int word = sets.getInt(capability.number() < 32 ? 0 : 12);
        return (word >> (capability.number() % 32) & 1) == 1;
    }

    /** The calling thread's user, as its user namespace counts; see getuid(2). */
    long user() {
        return libc.syscall(Syscall.GETUID.number(), 0, 0, 0, 0, 0, 0);
    }

    /** Whether a path leads somewhere; one that Java cannot say under this locale is not claimed to. */
    boolean exists(String quotedPath) {
        try {
            return Files.exists(Path.of(Text.unquoted(quotedPath)));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Whether the kernel lists a file system type; true where /proc is out of reach, so that nothing is claimed. */
    boolean knowsFileSystem(String quotedType) {
        String type = Text.unquoted(quotedType);
        try {
            return Files.readAllLines(Path.of("/proc/filesystems")).stream()
                    .anyMatch(line -> line.endsWith("\t" + type));
        } catch (IOException e) {
            return true;
        }
    }
}
