package nutshell.escapes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import nutshell.cgroups.CgroupMounts;
import nutshell.cgroups.CgroupVersion;
import nutshell.container.Session;
import nutshell.kernel.SyscallFailed;
import nutshell.refusals.Refusal;

/** What this machine has for defences; a defence that its kernel lacks is said, not passed over. */
final class Machine {

    private final Session session;

    Machine(Session session) {
        this.session = session;
    }

    /** Why a defence cannot be had here. */
    Optional<String> lacks(Defence defence) {
        return switch (defence) {
            case LANDLOCK -> landlock();
            case APPARMOR -> appArmor();
            case DEVICE_CGROUP -> deviceController();
            case USER_NAMESPACE -> userNamespaces();
            default -> Optional.empty();
        };
    }

    private Optional<String> landlock() {
        try {
            session.host().call(kernel -> kernel.landlock().abi());
            return Optional.empty();
        } catch (SyscallFailed e) {
            return Optional.of("this kernel has no Landlock: %s".formatted(e.event()));
        }
    }

    private static Optional<String> appArmor() {
        if (!read("/sys/module/apparmor/parameters/enabled").equals("Y")) {
            return Optional.of("this kernel has no AppArmor, or it is switched off");
        }
        return Profile.parser().isPresent()
                ? Optional.empty()
                : Optional.of("apparmor_parser is not installed: apt install apparmor");
    }

    /** Whether cgroup v1 has the device controller here; v2 has it in every kernel with BPF. */
    boolean hasDeviceFiles() {
        return CgroupMounts.ofThisMachine().version() != CgroupVersion.V2;
    }

    private static Optional<String> deviceController() {
        try {
            CgroupMounts.ofThisMachine().hierarchy("devices");
            return Optional.empty();
        } catch (Refusal e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> userNamespaces() {
        return read("/proc/sys/user/max_user_namespaces").equals("0")
                ? Optional.of("user namespaces are switched off: user.max_user_namespaces is 0")
                : Optional.empty();
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
