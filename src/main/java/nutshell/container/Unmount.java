package nutshell.container;

import java.util.List;
import nutshell.kernel.Kernel;
import nutshell.namespaces.Namespace;

/** Takes a mount away; see umount2(2). */
public record Unmount(String target, boolean lazy, boolean force) implements Step {

    private static final int MNT_FORCE = 1;

    static Step read(Arguments arguments) {
        boolean lazy = arguments.flag("-l", "--lazy");
        boolean force = arguments.flag("-f", "--force");
        return new Unmount(arguments.next("the mount point"), lazy, force);
    }

    @Override
    public String line() {
        return "umount " + (lazy ? "--lazy " : "") + (force ? "--force " : "") + Words.join(List.of(target));
    }

    @Override
    public void apply(Site site) {
        site.protectHost(Namespace.MNT, "umount would take a mount from everyone on this machine");
        site.kernel().umount(target, (lazy ? Kernel.DETACH : 0) | (force ? MNT_FORCE : 0));
    }

    @Override
    public void describe(Bundle bundle) {
        bundle.mounts().unmount(target);
    }

    @Override
    public void describe(Script script) {
        script.inside("", "umount " + (lazy ? "-l " : "") + (force ? "-f " : "") + Words.join(List.of(target)));
    }
}
