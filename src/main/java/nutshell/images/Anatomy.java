package nutshell.images;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nutshell.rootfs.LayerEntry;

/**
 * An image taken apart: what each layer adds, changes and removes, what is left behind, and what lifts privileges.
 *
 * @param layers the lowest first
 * @param leftBehind files that are gone in the end, whose bytes are still in the image
 * @param lifting files that give whoever runs them more than they had
 * @param odd what no image needs: device nodes, paths that one layer names twice
 */
public record Anatomy(List<Slice> layers, List<Left> leftBehind, List<Lifting> lifting, List<Odd> odd) {

    /** What one layer does: files and bytes added, paths changed, paths removed. */
    public record Slice(ImageLayer layer, long added, long bytes, List<String> changed, List<String> removed) {}

    /** A file that is gone in the end, and the layer that still has it. */
    public record Left(String path, int layer, long size, Fate fate) {}

    /** A file with setuid, setgid or capabilities, and what became of it. */
    public record Lifting(String path, int layer, String how, Optional<Fate> fate) {}

    /** Something strange, and where. */
    public record Odd(String path, int layer, String what) {}

    public static Anatomy of(OpenImage image) {
        Dissection dissection = new Dissection();
        image.fates((entry, fate, contents) -> dissection.entry(entry, fate));
        return dissection.of(image.layers());
    }

    /** Takes the entries, the uppermost layer's first. */
    private static final class Dissection {
        private final Map<Integer, Counted> counts = new TreeMap<>();
        private final List<Left> left = new ArrayList<>();
        private final List<Lifting> lifting = new ArrayList<>();
        private final List<Odd> odd = new ArrayList<>();
        private final TwiceNamed twice = new TwiceNamed();

        private static final class Counted {
            private long added;
            private long bytes;
            private final List<String> changed = new ArrayList<>();
            private final List<String> removed = new ArrayList<>();
        }

        private Counted layer(int number) {
            return counts.computeIfAbsent(number, absent -> new Counted());
        }

        void entry(LayerEntry entry, Optional<Fate> fate) {
            Counted here = layer(entry.layer());
            if (entry.isRemoval()) {
                here.removed.add(entry.kind() == LayerEntry.Kind.OPAQUE ? all(entry.path()) : entry.path());
                return;
            }
            if (twice.isAgain(entry)) {
                odd.add(new Odd(entry.path(), entry.layer(), "named twice in this layer"));
            }
            if (entry.kind() == LayerEntry.Kind.DIRECTORY) {
                return;
            }
            here.added++;
            here.bytes += entry.size();
            fate.ifPresent(gone -> covered(entry, gone));
            Lift.of(entry).ifPresent(how -> lifting.add(new Lifting(entry.path(), entry.layer(), how, fate)));
            if (entry.kind() == LayerEntry.Kind.BLOCK_DEVICE || entry.kind() == LayerEntry.Kind.CHARACTER_DEVICE) {
                odd.add(new Odd(entry.path(), entry.layer(), "a device node"));
            }
        }

        private static String all(String directory) {
            return directory.equals("/") ? "/*" : directory + "/*";
        }

        private void covered(LayerEntry entry, Fate fate) {
            if (!fate.removed()) {
                layer(fate.layer()).changed.add(entry.path());
            }
            if (entry.kind() == LayerEntry.Kind.FILE) {
                left.add(new Left(entry.path(), entry.layer(), entry.size(), fate));
            }
        }

        Anatomy of(List<ImageLayer> layers) {
            left.sort(Comparator.comparing((Left file) -> !file.fate().removed())
                    .thenComparing(Left::layer)
                    .thenComparing(Left::path));
            lifting.sort(Comparator.comparing(Lifting::path).thenComparing(Lifting::layer));
            return new Anatomy(layers.stream().map(this::slice).toList(), left, lifting, odd);
        }

        private Slice slice(ImageLayer image) {
            Counted counted = layer(image.number());
            return new Slice(
                    image,
                    // A file that has another's place is no new one.
                    Math.max(0, counted.added - counted.changed.size()),
                    counted.bytes,
                    counted.changed.stream().distinct().sorted().toList(),
                    counted.removed.stream().sorted().toList());
        }
    }
}
