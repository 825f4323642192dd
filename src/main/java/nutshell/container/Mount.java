package nutshell.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import nutshell.kernel.ChildList;
import nutshell.mounts.MountFlag;
import nutshell.mounts.MountOptions;
import nutshell.mounts.MountPointOptions;
import nutshell.namespaces.Namespace;
import org.jspecify.annotations.Nullable;

/**
 * Mounts a file system, binds or moves a mount, or changes one, as mount(8) would; see mount(2).
 *
 * @param type empty where the kernel needs none: bind, move, remount and propagation
 */
public record Mount(Optional<String> source, String target, Optional<String> type, String options, boolean move)
        implements Step {

    private static final long MS_MOVE = 8192;

    /** What is mounted so often that the type alone says all. */
    private static final Map<String, String> USUAL = Map.of(
            "proc", "/proc",
            "sysfs", "/sys",
            "devpts", "/dev/pts",
            "mqueue", "/dev/mqueue",
            "cgroup2", "/sys/fs/cgroup");

    private static final List<String> CHANGES =
            List.of("private", "rprivate", "shared", "rshared", "slave", "rslave", "unbindable", "runbindable");

    static Step read(Arguments arguments) {
        StringBuilder options =
                new StringBuilder(arguments.option("-o", "--options").orElse(""));
        MountPointOptions.parse(options.toString());
        Optional<String> type = arguments.option("-t", "--types", "--type");
        for (String bind : List.of("bind", "rbind")) {
            if (arguments.flag("--" + bind)) {
                add(options, bind);
            }
        }
        for (String change : CHANGES) {
            if (arguments.flag("--make-" + change)) {
                add(options, change);
            }
        }
        if (arguments.flag("-r", "--read-only")) {
            add(options, "ro");
        }
        boolean move = arguments.flag("--move", "-M");
        String first = arguments.next("the target");
        if (!arguments.isEmpty()) {
            String target = arguments.next("the target");
            boolean needsType =
                    !move && MountOptions.calls(options.toString()).stream().anyMatch(Mount::mountsAnew);
            // mount proc /proc: a source that is a type's name stands for the type, as nobody means anything else.
            return new Mount(
                    Optional.of(first),
                    target,
                    type.or(() -> needsType ? Optional.of(first) : Optional.empty()),
                    options.toString(),
                    move);
        }
        return alone(arguments, first, type, options.toString(), move);
    }

    private static Step alone(Arguments arguments, String word, Optional<String> type, String options, boolean move) {
        String usual = USUAL.get(word);
        if (usual != null && type.isEmpty()) {
            return new Mount(Optional.of(word), usual, Optional.of(word), options, move);
        }
        boolean changesOnly = MountOptions.calls(options).stream().noneMatch(Mount::mountsAnew);
        long flags = MountOptions.parse(options).flags();
        boolean binds = MountFlag.MS_BIND.in(flags) && !MountFlag.MS_REMOUNT.in(flags);
        if (move || binds || (type.isEmpty() && !changesOnly)) {
            throw arguments.wrong("source or target is missing");
        }
        return new Mount(type, word, type, options, false);
    }

    private static void add(StringBuilder options, String word) {
        options.append(options.length() == 0 ? "" : ",").append(word);
    }

    private static boolean mountsAnew(MountOptions call) {
        long others = MountFlag.of(
                MountFlag.MS_BIND,
                MountFlag.MS_REMOUNT,
                MountFlag.MS_PRIVATE,
                MountFlag.MS_SHARED,
                MountFlag.MS_SLAVE,
                MountFlag.MS_UNBINDABLE);
        return (call.flags() & others) == 0;
    }

    @Override
    public String line() {
        String usual = USUAL.get(source.orElse(""));
        if (target.equals(usual) && source.equals(type) && options.isEmpty() && !move) {
            return "mount " + source.orElse("");
        }
        return command();
    }

    /** As mount(8) takes it, which wants a source where the kernel needs none, unless it only changes a mount. */
    String command() {
        List<String> words = new ArrayList<>(List.of("mount"));
        type.ifPresent(t -> words.addAll(List.of("-t", t)));
        if (!options.isEmpty()) {
            words.addAll(List.of("-o", options));
        }
        if (move) {
            words.add("--move");
        }
        source.ifPresent(words::add);
        words.add(target);
        return Words.join(words);
    }

    @Override
    public void apply(Site site) {
        site.protectHost(Namespace.MNT, "mount would change what everyone on this machine sees");
        if (!site.owns(Namespace.MNT)) {
            site.willMountOnHost(target);
        }
        MountPointOptions point = MountPointOptions.parse(options);
        boolean takesPidNamespaceOfItsMounter = type.equals(Optional.of("proc")) && site.owns(Namespace.PID);
        // What lies below a mount that is left to the first process can only be mounted by it, too.
        boolean below = site.first().hasToMount(target);
        if (!takesPidNamespaceOfItsMounter && !below) {
            if (new MountPoint(site, target, point).isThere(source.filter(path -> bindsOnly()))) {
                calls().forEach(call ->
                        site.kernel().mount(nullable(source), target, nullable(type), call.flags(), data(call)));
            }
            return;
        }
        // This thread is still in the host's PID namespace and would show the host's processes: a child must mount.
        Consumer<ChildList> act = list ->
                calls().forEach(call -> list.mount(nullable(source), target, nullable(type), call.flags(), data(call)));
        if (site.first().isAlive()) {
            new Launch(site).carryOut(act);
        } else if (below) {
            if (!point.mayBeAbsent() || site.first().willHave(target, site.host())) {
                site.first().leave(act);
            }
        } else {
            Refusals.requireMountPoint(site.kernel(), target);
            Refusals.requirePowerToMount(site.powers(), target);
            site.first().leaveMount(target, act);
        }
    }

    private boolean bindsOnly() {
        return MountFlag.MS_BIND.in(MountOptions.parse(options).flags());
    }

    private List<MountOptions> calls() {
        List<MountOptions> calls =
                MountOptions.calls(MountPointOptions.parse(options).others());
        return move ? List.of(new MountOptions(MS_MOVE, "")) : calls;
    }

    private static @Nullable String nullable(Optional<String> text) {
        return text.orElse(null);
    }

    private static @Nullable String data(MountOptions call) {
        return call.data().isEmpty() ? null : call.data();
    }

    @Override
    public void describe(Bundle bundle) {
        MountPointOptions point = MountPointOptions.parse(options);
        String at = Site.absolute(target).toString();
        if (point.mayBeAbsent() && at.startsWith("/sys/") && type.equals(Optional.of("tmpfs"))) {
            bundle.mounts().mask(at);
        } else {
            bundle.mounts().mount(source, at, type, point.others(), move);
        }
    }

    /** Says with test(1) and mkdir(1) what mount(8) has words for and busybox's mount does not know. */
    @Override
    public void describe(Script script) {
        MountPointOptions point = MountPointOptions.parse(options);
        boolean proc = type.equals(Optional.of("proc"));
        String at = Words.join(List.of(target));
        List<String> lines = new ArrayList<>();
        point.make().ifPresent(mode -> lines.add("[ -e %s ] || %s".formatted(at, making(mode, at))));
        String mount = new Mount(source, target, type, point.others(), move).command();
        lines.add(point.mayBeAbsent() ? "[ ! -e %s ] || %s".formatted(at, mount) : mount);
        script.inside(
                proc ? "Mounted from inside: proc shows the PID namespace of whoever mounts it." : "",
                lines.toArray(String[]::new));
    }

    private String making(int mode, String at) {
        String directory = "mkdir -p -m %o %s".formatted(mode, at);
        return bindsOnly()
                ? "if [ -d %s ]; then %s; else : > %s; fi"
                        .formatted(Words.join(List.of(source.orElse(""))), directory, at)
                : directory;
    }
}
