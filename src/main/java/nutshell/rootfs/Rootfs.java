package nutshell.rootfs;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import nutshell.refusals.Refusal;

/** Where a container's root file system comes from. */
public sealed interface Rootfs permits BusyboxTree, HostPrograms, Directory, OciImage {

    String EXAMPLE = "rootfs busybox, rootfs host bash ls, rootfs ./tree or rootfs oci:image.tar";

    /**
     * Reads what stands behind the word {@code rootfs}: {@code busybox}, {@code host [PROGRAM…]}, {@code PATH} or
     * {@code oci:PATH[:TAG]}; changes nothing.
     *
     * @param base what a relative path is relative to
     */
    static Rootfs parse(List<String> words, Path base) {
        if (words.isEmpty() || words.get(0).isEmpty()) {
            throw Refusal.usage("rootfs needs a word that says where the tree comes from", EXAMPLE);
        }
        String first = words.get(0);
        boolean host = first.equals("host");
        if (words.size() > 1 && !host) {
            throw Refusal.usage(
                    "rootfs %s takes no further word, and '%s' is one"
                            .formatted(Wording.text(first), Wording.text(words.get(1))),
                    EXAMPLE);
        }
        try {
            return host ? HostPrograms.named(words.subList(1, words.size()), base) : one(first, base.toAbsolutePath());
        } catch (InvalidPathException e) {
            throw Refusal.usage("'%s' cannot be a path".formatted(Wording.text(String.join(" ", words))), EXAMPLE);
        }
    }

    private static Rootfs one(String word, Path base) {
        if (word.equals("busybox")) {
            return BusyboxTree.found(BusyboxTree.candidates());
        }
        return word.startsWith(OciImage.PREFIX)
                ? OciImage.at(word.substring(OciImage.PREFIX.length()), base)
                : Directory.at(word, base);
    }

    /** Returns the words as they could be typed again, anywhere: paths are absolute, quoted as a shell would. */
    String words();

    /**
     * Prepares the tree; if that fails, nothing half-made is left behind.
     *
     * @param into a directory that does not exist yet or is empty, and is ours alone
     */
    Prepared prepare(Path into);
}
