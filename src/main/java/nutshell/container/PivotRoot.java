package nutshell.container;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nutshell.kernel.Kernel;
import nutshell.mounts.MountFlag;
import nutshell.namespaces.Namespace;
import nutshell.refusals.Refusal;

/** Swaps the root mount for another and lets go of the old one; see pivot_root(2). */
public record PivotRoot(Optional<Raw> raw) implements Step {

    /** The call as it is, for whoever wants to meet its refusals. */
    public record Raw(String newRoot, String putOld) {}

    static Step read(Arguments arguments) {
        return new PivotRoot(
                arguments.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new Raw(arguments.next("the new root"), arguments.next("where the old root goes"))));
    }

    @Override
    public String line() {
        return raw.map(r -> Words.join(List.of("pivot_root", r.newRoot, r.putOld)))
                .orElse("pivot_root");
    }

    @Override
    public void apply(Site site) {
        if (!site.owns(Namespace.MNT)) {
            // Without exception, in the lab machine too: it would take the root from every process there is.
            throw Refusal.safety(
                    "pivot_root would swap the root of the whole machine: the mnt namespace is still the host's",
                    "unshare mnt first");
        }
        Kernel kernel = site.kernel();
        if (raw.isPresent()) {
            kernel.pivotRoot(raw.get().newRoot, raw.get().putOld);
            site.root().entered();
            return;
        }
        Path root = site.root().directory("pivot_root");
        if (site.root().lower().isEmpty()) {
            // pivot_root(2) wants a mount point. A directory becomes one when it is bound to itself.
            kernel.mount(
                    root.toString(), root.toString(), null, MountFlag.of(MountFlag.MS_BIND, MountFlag.MS_REC), null);
        }
        kernel.chdir(root.toString());
        // "." twice stacks the old root over the new one, so no directory is needed to put it in (pivot_root(2),
        // NOTES).
        kernel.pivotRoot(".", ".");
        if (site.task().hasDeputy() && site.owns(Namespace.PID) && site.first().isToCome()) {
            // Whoever is root of a user namespace alone may mount proc only while another proc is in sight, and proc
            // is mounted by PID 1: so PID 1 lets go of the old root, after that.
            site.first().leaveLast(list -> list.umount("/..", Kernel.DETACH));
        } else {
            kernel.umount(".", Kernel.DETACH);
        }
        kernel.chdir("/");
        site.root().entered();
    }

    @Override
    public void describe(Bundle bundle) {
        bundle.ownRoot();
    }

    @Override
    public void describe(Script script) {
        if (raw.isPresent()) {
            script.inside("", Words.join(List.of("pivot_root", raw.get().newRoot, raw.get().putOld)));
        } else {
            script.inside(
                    "The new root must be a mount point; the old one, stacked over it, is let go at once.",
                    "[ \"$root\" = \"$here/merged\" ] || mount --rbind \"$root\" \"$root\"",
                    "cd \"$root\"",
                    "pivot_root . .",
                    "# Not from below /usr: a \"..\" that reaches the root would meet the old one stacked there.",
                    "PATH=/bin:/sbin umount -l .",
                    "cd /");
        }
    }
}
