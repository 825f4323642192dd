package nutshell.container;

import java.nio.file.Path;
import nutshell.namespaces.Namespace;

/** Puts a writable layer over the prepared root: what is written lands in upper, the lower tree stays as it was. */
public record AddOverlay() implements Step {

    static Step read(Arguments arguments) {
        return new AddOverlay();
    }

    @Override
    public String line() {
        return "overlay";
    }

    @Override
    public void apply(Site site) {
        site.protectHost(Namespace.MNT, "overlay mounts a file system");
        Path lower = site.root().directory("overlay");
        RootfsStore.Layers layers = site.root().layers();
        String data = "lowerdir=%s,upperdir=%s,workdir=%s"
                .formatted(escaped(lower), escaped(layers.upper()), escaped(layers.work()));
        if (!site.owns(Namespace.MNT)) {
            site.willMountOnHost(layers.merged().toString());
        }
        site.kernel().mount("overlay", layers.merged().toString(), "overlay", 0, data);
        site.root().overlaid(layers.merged());
    }

    /** A colon separates lower directories and a comma options, unless a backslash says otherwise. */
    private static String escaped(Path path) {
        return path.toString().replace("\\", "\\\\").replace(":", "\\:").replace(",", "\\,");
    }

    @Override
    public void describe(Bundle bundle) {
        // A bundle's root is a copy already, so there is nothing to protect.
    }

    @Override
    public void describe(Script script) {
        script.inside(
                "A writable layer over the root: changes land in upper, the tree below stays as it was.",
                "mkdir -p \"$here/upper\" \"$here/work\" \"$here/merged\"",
                "mount -t overlay -o \"lowerdir=$root,upperdir=$here/upper,workdir=$here/work\" overlay \"$here/merged\"",
                "root=$here/merged");
    }
}
