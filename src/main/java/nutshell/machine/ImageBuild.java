package nutshell.machine;

import java.nio.file.Path;
import java.util.List;
import nutshell.refusals.Refusal;

/** Makes an image from Debian's packages. */
record ImageBuild(Recipe recipe, Architecture architecture, String variant, Progress progress) {

    /** The tree, its archive, the packages and the image together, by measurement, with a little room. */
    private static final long NEEDED_MIB = 3072;

    Image into(Path parent) {
        preconditions(parent);
        String key = recipe.key(architecture, variant);
        Whole image = new Whole(parent.resolve(key));
        image.make(half -> {
            script(half);
            if (!recipe.key(architecture, variant).equals(key)) {
                throw Refusal.failed(
                        "%s was changed while the image was built".formatted(recipe.folder()), "./nutshell vm build");
            }
        });
        return new Image(image.place());
    }

    private void preconditions(Path parent) {
        Tool.need("building the lab machine", "mmdebstrap", "mksquashfs", "cpio", "xz", "sha256sum");
        Subids.need();
        Room.need(parent, NEEDED_MIB, "name a larger disk, by --into or XDG_CACHE_HOME");
        if (!Subids.root()) {
            // There mmdebstrap lays the tree out: in a home that is closed to others the mapped users could not.
            Room.need(
                    Path.of(System.getenv().getOrDefault("TMPDIR", "/tmp")), NEEDED_MIB, "set TMPDIR to a larger disk");
        }
    }

    private void script(Path half) {
        new Script(recipe.script("build-image"), progress)
                .run(
                        "building the image",
                        "mend what is named above; Debian's packages are fetched, which takes a network",
                        List.of(half.toString(), variant, architecture.debian()));
    }
}
