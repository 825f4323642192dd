package nutshell.machine;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import nutshell.refusals.Refusal;

/** Makes a Vagrant box of an image that is there. */
record BoxBuild(Recipe recipe, Architecture architecture, String provider, Progress progress) {

    private static final List<String> PROVIDERS = List.of("libvirt", "virtualbox");

    /** The disk, the box, and the copies that are packed. */
    private static final long NEEDED_MIB = 1536;

    /** What can be said before an image is built for it. */
    void preconditions() {
        if (!PROVIDERS.contains(provider)) {
            throw Refusal.usage(
                    "there is no box for %s, only for %s"
                            .formatted(Lines.printable(provider), String.join(", ", PROVIDERS)),
                    "--box=libvirt");
        }
        if (architecture != Architecture.X86_64) {
            throw Refusal.machine(
                    "a box starts from a BIOS, which %s has none of"
                            .formatted(architecture.name().toLowerCase(Locale.ROOT)),
                    "./nutshell vm up");
        }
        Tool.need("building the box", "grub-mkimage", "sfdisk", "mke2fs", "debugfs", "qemu-img", "sha256sum");
        Tool.needFile("building the box", Path.of("/usr/lib/grub/i386-pc/boot.img"), "grub-pc-bin");
    }

    Path of(Image image, boolean fresh) {
        Path folder = image.folder();
        Whole box = new Whole(folder.resolveSibling(provider + "-" + folder.getFileName()));
        if (!box.there() || fresh) {
            Room.need(folder.resolveSibling(""), NEEDED_MIB, "name a larger disk, by --into or XDG_CACHE_HOME");
            box.make(half -> script(folder, half));
        }
        return box.place().resolve("nutshell.box");
    }

    private void script(Path image, Path half) {
        new Script(recipe.script("build-box"), progress)
                .run(
                        "building the box",
                        "mend what is named above",
                        List.of(image.toString(), half.toString(), provider));
    }
}
