package nutshell.container;

import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Makes a device node or a FIFO; see mknod(2). Without a device controller the node opens the host's device. */
public record MakeNode(String path, char kind, int major, int minor, int mode) implements Step {

    static Step read(Arguments arguments) {
        String mode = arguments.option("-m", "--mode").orElse("666");
        if (!mode.matches("[0-7]{1,4}")) {
            throw arguments.wrong("-m takes an octal mode such as 666");
        }
        String path = arguments.next("the path");
        String kind = arguments.next("b, c or p");
        if (!kind.matches("[bcup]")) {
            throw arguments.wrong("'" + Printable.text(kind) + "' is none of b (block), c (character), p (FIFO)");
        }
        boolean fifo = kind.equals("p");
        int major = fifo ? 0 : arguments.number("MAJOR", 0, 0xfff);
        int minor = fifo ? 0 : arguments.number("MINOR", 0, 0xf_ffff);
        return new MakeNode(path, kind.equals("u") ? 'c' : kind.charAt(0), major, minor, Integer.parseInt(mode, 8));
    }

    @Override
    public String line() {
        String device = kind == 'p' ? "" : " %d %d".formatted(major, minor);
        String permissions = mode == 0666 ? "" : "-m %o ".formatted(mode);
        return "mknod " + permissions + Words.join(java.util.List.of(path)) + " " + kind + device;
    }

    @Override
    public void apply(Site site) {
        if (!site.root().isEntered()
                && !site.mayChangeHost()
                && !site.root().isOurs(Words.path(path).normalize())) {
            throw Refusal.safety(
                    "mknod would make a node in the host's own tree: the root is still the host's",
                    "pivot_root first; or start the shell with --on-this-machine");
        }
        if (site.replaying() && site.kernel().sight().leadsSomewhere(path)) {
            // A rebuilt container finds its files again as they were, this node among them.
            return;
        }
        // The umask would take permissions away that were asked for.
        int mask = site.kernel().umask(0);
        try {
            site.kernel().mknod(path, typeBits() | mode, major, minor);
        } finally {
            site.kernel().umask(mask);
        }
    }

    /** S_IFBLK, S_IFCHR and S_IFIFO of inode(7). */
    private int typeBits() {
        return switch (kind) {
            case 'b' -> 0060000;
            case 'c' -> 0020000;
            default -> 0010000;
        };
    }

    @Override
    public void describe(Bundle bundle) {
        bundle.devices().add(path, kind, major, minor, mode);
    }

    @Override
    public void describe(Script script) {
        script.inside("", line().replaceFirst("^mknod ", mode == 0666 ? "mknod -m 666 " : "mknod "));
    }
}
