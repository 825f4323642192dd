package nutshell.evidence.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import nutshell.evidence.Documents;
import nutshell.evidence.Evidence;
import nutshell.evidence.FactSheet;
import nutshell.evidence.Facts;
import nutshell.evidence.proc.ProcDirectory;
import nutshell.refusals.Printable;

/** This machine, outside all containers. */
public final class HostFacts {

    private static final Path PROC = Path.of("/proc");

    private static final List<String> SETTINGS = List.of(
            "kernel.unprivileged_bpf_disabled",
            "kernel.yama.ptrace_scope",
            "kernel.kptr_restrict",
            "kernel.dmesg_restrict",
            "kernel.perf_event_paranoid",
            "fs.protected_symlinks",
            "fs.protected_hardlinks",
            "net.ipv4.conf.all.accept_redirects",
            "kernel.core_pattern",
            "user.max_user_namespaces");

    private static final Map<String, String> DETECTORS =
            Map.of("falco", "Falco", "tracee", "Tracee", "tetragon", "Tetragon");

    private HostFacts() {}

    public static List<Facts> read() {
        FactSheet sheet = new FactSheet();
        for (String setting : SETTINGS) {
            sheet.note(setting, setting(setting));
        }
        sheet.note("kernel", line(PROC.resolve("sys/kernel/osrelease")));
        sheet.note("uptime_days", line(PROC.resolve("uptime")).parsed(text ->
                (long) (Double.parseDouble(text.replaceFirst(" .*", "")) / 86_400)));
        sheet.note("newer_kernels", Kernels.newer(Path.of("/boot"), line(PROC.resolve("sys/kernel/osrelease"))));
        sheet.seen("/run/reboot-required", "reboot_required", Files.exists(Path.of("/run/reboot-required")));
        sheet.note("lsm", lsm());
        sheet.note("listening", ListeningSockets.read(ProcDirectory.self()));
        sheet.note("docker_group", dockerGroup());
        sheet.note("audit_rules", auditRules());
        sheet.seen("/proc/*/comm", "detectors", detectors());
        return List.of(sheet.of("host", "this machine"));
    }

    private static Evidence<String> setting(String name) {
        Path file = PROC.resolve("sys").resolve(name.replace('.', '/'));
        return Files.exists(file)
                ? line(file)
                : Evidence.notSeen(file.toString(), name + ": this kernel was built without it");
    }

    private static Evidence<String> line(Path file) {
        return Documents.text(file).parsed(text -> Printable.text(text.strip(), 500));
    }

    /** Without securityfs nothing is known; a kernel without the file has no modules but capability. */
    private static Evidence<String> lsm() {
        Path file = Path.of("/sys/kernel/security/lsm");
        Evidence<String> read = line(file);
        if (read.fact().isPresent() || Files.exists(file)) {
            return read;
        }
        if (Files.isDirectory(Path.of("/sys/module/apparmor")) || Files.isDirectory(Path.of("/sys/fs/selinux"))) {
            return Evidence.notSeen(
                    file.toString(), "securityfs is not mounted: mount -t securityfs none /sys/kernel/security");
        }
        return Evidence.seen("/sys/module, /sys/fs", "");
    }

    private static Evidence<List<String>> dockerGroup() {
        return Documents.text(Path.of("/etc/group"))
                .parsed(text -> text.lines()
                        .filter(line -> line.matches("docker:[^:]*:[^:]*:.+"))
                        .flatMap(line ->
                                Stream.of(line.replaceFirst("^([^:]*:){3}", "").split(",", -1)))
                        .map(name -> Printable.text(name, 64))
                        .toList());
    }

    private static Evidence<List<String>> auditRules() {
        Path directory = Path.of("/etc/audit/rules.d");
        if (!Files.exists(directory)) {
            return Evidence.seen(directory.toString(), List.of());
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<String> rules = new ArrayList<>();
            for (Path file : files.filter(file -> file.toString().endsWith(".rules"))
                    .sorted()
                    .toList()) {
                Evidence<String> text = Documents.text(file);
                if (text.fact().isEmpty()) {
                    return text.parsed(nothing -> List.of());
                }
                text.fact()
                        .get()
                        .lines()
                        .filter(line -> line.startsWith("-"))
                        .map(line -> Printable.text(line, 300))
                        .forEach(rules::add);
            }
            return Evidence.seen(directory.toString(), rules);
        } catch (IOException e) {
            return Evidence.notSeen(directory.toString(), Documents.reason(e));
        }
    }

    private static List<String> detectors() {
        Set<String> found = new LinkedHashSet<>();
        try (Stream<Path> processes = Files.list(PROC)) {
            processes
                    .filter(process -> String.valueOf(process.getFileName()).matches("[0-9]+"))
                    .flatMap(process -> new ProcDirectory(process).text("comm").fact().stream())
                    .map(String::strip)
                    .forEach(name -> {
                        String known = DETECTORS.get(name);
                        if (known != null) {
                            found.add(known);
                        }
                    });
        } catch (IOException e) {
            // Without a /proc there is nobody to find.
            return List.of();
        }
        return List.copyOf(found);
    }
}
