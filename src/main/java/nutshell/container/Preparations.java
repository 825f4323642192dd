package nutshell.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import jnr.constants.platform.Errno;
import nutshell.kernel.Kernel;
import nutshell.kernel.SyscallFailed;
import nutshell.mounts.MountFlag;
import nutshell.refusals.Refusal;
import org.jspecify.annotations.Nullable;

/** What is made on the host beside containers, each thing written into the ledger before it is made. */
public final class Preparations {

    private final Host host;
    private final Ledger ledger;

    Preparations(Host host, Ledger ledger) {
        this.host = host;
        this.ledger = ledger;
    }

    /**
     * Makes a directory below the session's own, which whoever knows its name may pass; all below it is deleted with the
     * session.
     */
    public Path directory(String name) {
        try {
            Path directory = ledger.directory().resolve(name);
            ledger.willMake(Ledger.Kind.STAGE, directory.toString());
            for (Path level : List.of(ledger.running(), ledger.directory(), Files.createDirectories(directory))) {
                Files.setPosixFilePermissions(level, PosixFilePermissions.fromString("rwx--x--x"));
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Mounts on the host; see mount(2). */
    public void mount(@Nullable String source, Path target, @Nullable String type, @Nullable String data) {
        ledger.willMake(Ledger.Kind.MOUNT, "0 " + target);
        host.run(kernel -> kernel.mount(
                source, target.toString(), type, type == null ? MountFlag.of(MountFlag.MS_BIND) : 0, data));
    }

    /** Says beforehand that something may be mounted there by others, through shared propagation say. */
    public void expectMount(Path target) {
        ledger.willMake(Ledger.Kind.MOUNT, "0 " + target);
    }

    /** Changes how mounts and unmounts at a place spread; see mount_namespaces(7). */
    public void propagation(Path target, MountFlag kind) {
        host.run(kernel -> kernel.mount(null, target.toString(), null, MountFlag.of(kind), null));
    }

    /** Takes away every mount at a place. */
    public void unmount(Path target) {
        host.run(kernel -> HostChanges.unmount(kernel, "0 " + target));
    }

    /** Writes a setting down as it is, before something may change it. */
    public void willChange(Path setting) {
        ledger.willMake(Ledger.Kind.SETTING, HostSetting.words(setting));
    }

    /** Puts back every setting that has been changed since. */
    public void restoreSettings() {
        host.run(kernel -> ledger.entries().stream()
                .filter(entry -> entry.kind() == Ledger.Kind.SETTING)
                .forEach(entry -> HostSetting.restore(kernel, entry.what(), ledger.session())));
    }

    /**
     * Keeps the processes of a PID namespace from executing memory (vm.memfd_noexec), until the session ends.
     *
     * @param process in /proc: one that is in it, or a thread whose children are
     * @return why not, if it cannot be done
     */
    public Optional<String> forbidExecutableMemory(Path process) {
        if (!ExecutableMemory.canBeForbidden()) {
            return Optional.of("this kernel has no vm.memfd_noexec (Linux 6.3)");
        }
        Optional<String> namespace = ExecutableMemory.namespace(process);
        if (namespace.isEmpty()) {
            return Optional.of("no process lives in its PID namespace yet");
        }
        if (namespace.equals(ExecutableMemory.namespace(Path.of("/proc/self")))) {
            return Optional.of("it has the host's PID namespace, and the setting would be the host's");
        }
        host.run(kernel -> {
            ledger.willMake(Ledger.Kind.MEMFD, ExecutableMemory.words(kernel, process, namespace.get()));
            ExecutableMemory.forbid(kernel, process);
        });
        return Optional.empty();
    }

    /** Lets the processes of that namespace again what they might before. */
    public void allowExecutableMemory(Path process) {
        ExecutableMemory.namespace(process)
                .ifPresent(namespace -> host.run(kernel -> ledger.entries().stream()
                        .filter(entry -> entry.kind() == Ledger.Kind.MEMFD)
                        .filter(entry -> entry.what().startsWith(namespace + " "))
                        .forEach(entry -> ExecutableMemory.restore(kernel, entry.what()))));
    }

    /** What a hierarchy of cgroup v1 has to be called so that it is removed again. */
    public String hierarchy() {
        String name = HostHierarchy.name(ledger.session());
        ledger.willMake(Ledger.Kind.HIERARCHY, name);
        return name;
    }

    /** Removes that hierarchy, if someone has made it. */
    public void removeHierarchy() {
        String name = HostHierarchy.name(ledger.session());
        if (HostHierarchy.isThere(name)) {
            host.run(kernel -> HostHierarchy.remove(kernel, name, ledger.directory()));
        }
    }

    /** What a profile of AppArmor's has to be called so that it is removed again. */
    public String profile() {
        String name = HostProfile.name(ledger.session());
        // Opened here, where /proc is the host's: a process puts its profile on through it.
        HostProc.descriptor();
        ledger.willMake(Ledger.Kind.PROFILE, name);
        return name;
    }

    /** Makes a control group in the hierarchy of a controller, or in v2's one tree. */
    public Path group(String controller, String name) {
        Path ours = host.cgroupMounts().hierarchy(controller).resolve(ControlGroup.ALL_OURS);
        Path session = ours.resolve(ledger.session());
        Path group = session.resolve(name);
        ledger.willMake(Ledger.Kind.CGROUP, group.toString());
        host.run(kernel -> List.of(ours, session, group).forEach(level -> makeOnce(kernel, level)));
        return group;
    }

    private static void makeOnce(Kernel kernel, Path level) {
        try {
            kernel.mkdir(level.toString(), 0755);
        } catch (SyscallFailed e) {
            if (e.errno() != Errno.EEXIST) {
                throw e;
            }
        }
    }

    /** Does something on the host's thread that leaves nothing behind. */
    public void host(Consumer<Kernel> work) {
        host.run(work);
    }

    /** Starts a program on the host, which is known as the session's by its environment and ended with it. */
    public Process start(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("PATH", Launch.PATH);
        builder.environment().put(Launch.MARK, ledger.session() + "/host");
        builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        builder.redirectErrorStream(true);
        try {
            return builder.start();
        } catch (IOException e) {
            throw Refusal.machine(
                    "'%s' cannot be started on this host".formatted(command.get(0)),
                    "install the package that has " + command.get(0));
        }
    }

    /** Runs a program on the host to its end and returns its exit status. */
    public int run(String... command) {
        Process process = start(List.of(command), Map.of());
        try {
            process.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            return process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw Refusal.failed("interrupted", "again");
        }
    }
}
