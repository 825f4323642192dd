package nutshell.rootfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nutshell.refusals.Refusal;

/**
 * An image as registries and {@code docker save} hand it out: untrusted, and unpacked as such.
 *
 * @param digest its manifest's or configuration's, where no other image will do
 */
public record OciImage(Path path, Optional<String> tag, Optional<String> digest) implements Rootfs {

    private static final Pattern PINNED = Pattern.compile("(?s)(.+)@(sha256:[0-9a-f]{64})");

    static final String PREFIX = "oci:";
    private static final String EXAMPLE = "rootfs oci:image.tar, from: docker save -o image.tar NAME";

    /** A colon may be part of the path: the longest path that exists wins. */
    static OciImage at(String word, Path base) {
        return at(word, base, EXAMPLE);
    }

    /** As the other, with an example of what would have been right; {@code @sha256:…} at the end is the digest. */
    public static OciImage at(String word, Path base, String example) {
        Matcher pinned = PINNED.matcher(word);
        return pinned.matches()
                ? named(pinned.group(1), base, example).pinned(pinned.group(2))
                : named(word, base, example);
    }

    /** The same image, refused where it has another digest by the time it is read. */
    public OciImage pinned(String to) {
        return new OciImage(path, tag, Optional.of(to));
    }

    private static OciImage named(String word, Path base, String example) {
        if (word.isEmpty()) {
            throw Refusal.usage("oci: needs a path behind it", example);
        }
        Path whole = base.resolve(word).normalize();
        if (Files.exists(whole)) {
            return new OciImage(whole, Optional.empty(), Optional.empty()).checked(example);
        }
        int colon = word.lastIndexOf(':');
        if (colon > 0 && colon < word.length() - 1) {
            Path path = base.resolve(word.substring(0, colon)).normalize();
            if (Files.exists(path)) {
                return new OciImage(path, Optional.of(word.substring(colon + 1)), Optional.empty()).checked(example);
            }
        }
        throw Refusal.failed("there is no image %s".formatted(Wording.text(whole.toString())), example);
    }

    private OciImage checked(String example) {
        String shown = Wording.text(path.toString());
        boolean layout = Files.exists(path.resolve("index.json")) || Files.exists(path.resolve("manifest.json"));
        if (Files.isDirectory(path) && !layout) {
            throw Refusal.failed(
                    shown + " is no image layout: it holds neither index.json nor manifest.json",
                    "rootfs %s, if it is a tree already".formatted(shown));
        }
        if (!Files.isDirectory(path) && !Files.isRegularFile(path)) {
            throw Refusal.failed(shown + " is neither a directory nor a file", example);
        }
        if (!Files.isReadable(path)) {
            throw Refusal.failed(shown + " may not be read by this user", example);
        }
        return this;
    }

    @Override
    public String words() {
        return Words.quoted(PREFIX
                + path
                + tag.map(name -> ":" + name).orElse("")
                + digest.map(pinned -> "@" + pinned).orElse(""));
    }

    @Override
    public Prepared prepare(Path into) {
        return prepare(into, Limits.USUAL);
    }

    Prepared prepare(Path into, Limits limits) {
        return FreshDirectory.make(into, root -> {
            try {
                return unpack(into, root, limits);
            } catch (Refusal e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                // RuntimeException too: what the libraries say of damaged input is not always an IOException.
                throw refusal(e);
            }
        });
    }

    private Prepared unpack(Path into, Path root, Limits limits) throws IOException {
        long free = Files.getFileStore(root).getUsableSpace();
        try (ImageArchive archive = ImageArchive.open(
                path.toString(),
                ImageFiles.open(path, root.resolve("..").normalize(), new Budget(limits, free)),
                tag,
                limits)) {
            archive.require(digest);
            archive.image().requireRunsHere();
            UnpackedTree tree = new UnpackedTree(root, new Budget(limits, free));
            EntryWriter writer = new EntryWriter(tree);
            int layers = archive.layers();
            for (int layer = 1; layer <= layers; layer++) {
                tree.beginLayer();
                archive.read(layer, tree.budget(), writer::write);
            }
            return new Prepared(into, tree.finish(layers), Optional.of(archive.config()));
        }
    }

    /**
     * Opens it for looking into, for any machine.
     *
     * @param room a directory for a nameless file, where it is compressed as a whole
     */
    public ImageArchive open(Path room) {
        try {
            Files.createDirectories(room);
            Budget budget = new Budget(Limits.READING, Files.getFileStore(room).getUsableSpace());
            ImageArchive archive =
                    ImageArchive.open(path.toString(), ImageFiles.open(path, room, budget), tag, Limits.READING);
            archive.require(digest);
            return archive;
        } catch (Refusal e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw Unfit.refusal(path + " cannot be read", e);
        }
    }

    private Refusal refusal(Exception fault) {
        return Unfit.refusal(path + " cannot be unpacked", fault);
    }
}
