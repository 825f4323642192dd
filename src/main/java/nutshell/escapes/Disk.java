package nutshell.escapes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import nutshell.container.Preparations;
import nutshell.kernel.ChildList;
import nutshell.kernel.OpenMode;
import nutshell.mounts.MountInfo;
import nutshell.refusals.Refusal;
import nutshell.seccomp.Abi;
import nutshell.seccomp.Syscalls;

/** A disk of the host's that is none: a small file system in a file of the session's, on a loop device, and mounted. */
final class Disk implements AutoCloseable {

    static final String TYPE = "ext2";
    private static final int SIZE = 1 << 20;
    private static final int BLKFLSBUF = 0x1261;
    private static final long IOCTL =
            Syscalls.number(Abi.ofThisMachine(), "ioctl").orElseThrow();

    private final Preparations preparations;
    private final Path image;
    private final Path mounted;
    private final int major;
    private final int minor;

    Disk(Preparations preparations, Path directory) {
        this.preparations = preparations;
        this.image = directory.resolve("disk.img");
        this.mounted = directory.resolve("disk");
        try {
            Files.write(image, new byte[SIZE]);
            Files.createDirectories(mounted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        require(
                preparations.run("mke2fs", "-q", "-F", "-t", TYPE, image.toString()),
                "mke2fs",
                "apt install e2fsprogs");
        preparations.expectMount(mounted);
        require(
                preparations.run("mount", "-t", TYPE, "-o", "loop", image.toString(), mounted.toString()),
                "mount -o loop",
                "a kernel with loop devices");
        try {
            Files.createDirectory(volume());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String[] device = device().split(":", -1);
        this.major = Integer.parseInt(device[0]);
        this.minor = Integer.parseInt(device[1]);
    }

    private static void require(int status, String what, String remedy) {
        if (status != 0) {
            throw Refusal.machine("'%s' failed with status %d: no disk to play with".formatted(what, status), remedy);
        }
    }

    private String device() {
        return MountInfo.read(Path.of("/proc/self/mountinfo")).stream()
                .filter(mount -> Path.of(mount.mountPoint()).equals(mounted))
                .map(mount -> mount.major() + ":" + mount.minor())
                .findFirst()
                .orElseThrow();
    }

    int major() {
        return major;
    }

    int minor() {
        return minor;
    }

    /** Where it is mounted on the host. */
    Path mounted() {
        return mounted;
    }

    Path nonceFile() {
        return mounted.resolve("nonce");
    }

    Path left() {
        return mounted.resolve("was-here");
    }

    /** A directory on it that may be given to a container. */
    Path volume() {
        return mounted.resolve("volume");
    }

    void renew(Nonce nonce) {
        nonce.writeTo(nonceFile(), true);
        Stake.delete(left());
        forgetWhatWasRead();
    }

    /** Whoever reads the device itself is given what was read there before, unless that is forgotten. */
    private void forgetWhatWasRead() {
        preparations.host(kernel -> {
            int device = kernel.open("/dev/loop" + minor, OpenMode.READ);
            ChildList list = new ChildList();
            list.call("ioctl", IOCTL, List.of(Integer.toString(device), "BLKFLSBUF", "0"), device, BLKFLSBUF, 0);
            kernel.carryOut(list);
            kernel.close(device);
        });
    }

    /** Where on the device the nonce lies. */
    long offsetOf(Nonce nonce) {
        try {
            byte[] all = Files.readAllBytes(image);
            byte[] sought = nonce.text().getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i + sought.length <= all.length; i++) {
                if (all[i] == sought[0] && Arrays.equals(all, i, i + sought.length, sought, 0, sought.length)) {
                    return i;
                }
            }
            throw Refusal.failed("the nonce has not reached the disk", "again");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        preparations.unmount(mounted);
    }
}
