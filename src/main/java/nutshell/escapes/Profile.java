package nutshell.escapes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nutshell.container.Preparations;
import nutshell.container.Session;
import nutshell.refusals.Refusal;

/**
 * A profile of AppArmor's in the manner of Docker's: files and network as they are, but no mount, no tracing of others, and
 * nothing written where the kernel takes settings; see apparmor.d(5).
 */
final class Profile {

    private static final String TEXT = """
            profile %s flags=(attach_disconnected,mediate_deleted) {
              network,
              capability,
              file,
              umount,
              signal (send,receive) peer=%<s,
              ptrace (trace,read,tracedby,readby) peer=%<s,
              deny @{PROC}/* w,
              deny @{PROC}/{[^1-9],[^1-9][^0-9],[^1-9s][^0-9y][^0-9s],[^1-9][^0-9][^0-9][^0-9]*}/** w,
              deny @{PROC}/sys/[^k]** w,
              deny @{PROC}/sys/kernel/{?,??,[^s][^h][^m]**} w,
              deny @{PROC}/sysrq-trigger rwklx,
              deny @{PROC}/kcore rwklx,
              deny mount,
              deny /sys/[^f]*/** wklx,
              deny /sys/f[^s]*/** wklx,
              deny /sys/fs/[^c]*/** wklx,
              deny /sys/firmware/** rwklx,
            }
            """;

    private final String name;

    Profile(Session session, Preparations preparations, Path directory) {
        this.name = preparations.profile();
        Path file = directory.resolve("profile");
        try {
            Files.writeString(file, TEXT.replace("@{PROC}", "/proc").formatted(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (preparations.run(parser().orElseThrow(), "-r", "-K", file.toString()) != 0) {
            throw Refusal.machine("apparmor_parser refuses our profile in session " + session.id(), "dmesg | tail");
        }
    }

    String name() {
        return name;
    }

    /** The program that makes profiles known to the kernel. */
    static Optional<String> parser() {
        return List.of("/usr/sbin/apparmor_parser", "/sbin/apparmor_parser").stream()
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst();
    }
}
