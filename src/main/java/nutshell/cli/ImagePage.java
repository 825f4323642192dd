package nutshell.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import nutshell.images.Anatomy;
import nutshell.images.Differences;
import nutshell.images.Fate;
import nutshell.images.OpenImage;
import nutshell.images.secrets.Secret;
import nutshell.refusals.Printable;
import nutshell.rootfs.LayerEntry;

/** Tells images to a person; of long lists only the beginning. */
final class ImagePage {

    private static final int MOST = 20;

    private final Paint paint;
    private final int width;

    ImagePage(Paint paint, int width) {
        this.paint = paint;
        this.width = width;
    }

    private String head(OpenImage image) {
        return paint.strong("image " + Printable.text(image.name(), 200)) + "   "
                + image.created().map(made -> "made " + made + "   ").orElse("");
    }

    List<String> show(OpenImage image, Anatomy anatomy) {
        List<String> lines = new ArrayList<>(List.of(head(image).stripTrailing()));
        lines.add("  id        " + image.id());
        image.manifest().ifPresent(digest -> lines.add("  manifest  " + digest));
        String user = image.config().user();
        lines.add("  user      " + (user.isEmpty() ? "0 (none is named, so root)" : Printable.text(user, 100)));
        anatomy.layers().forEach(slice -> layer(slice, lines));
        section(
                lines,
                "Gone in the end, but still in the image:",
                anatomy.leftBehind(),
                left -> "layer %-3d %10s  %s   %s"
                        .formatted(
                                left.layer(),
                                size(left.size()),
                                path(left.path()),
                                paint.dim(left.fate().words())));
        section(
                lines,
                "Files that lift whoever runs them:",
                anatomy.lifting(),
                file -> "layer %-3d %s   %s%s"
                        .formatted(file.layer(), path(file.path()), file.how(), gone(file.fate())));
        section(
                lines,
                "Odd:",
                anatomy.odd(),
                odd -> "layer %-3d %s   %s".formatted(odd.layer(), path(odd.path()), odd.what()));
        return lines;
    }

    private void layer(Anatomy.Slice slice, List<String> lines) {
        lines.add("");
        lines.add(paint.strong("layer " + slice.layer().number()) + "  "
                + paint.dim(Printable.text(slice.layer().digest(), 80)));
        String made = slice.layer().made();
        Fold.wrap(made.isEmpty() ? "(no line of the history)" : Printable.text(made, 400), width - 2)
                .forEach(line -> lines.add("  " + line));
        lines.add("  %s added, %d changed, %d removed; %s, stored as %s"
                .formatted(
                        slice.added(),
                        slice.changed().size(),
                        slice.removed().size(),
                        size(slice.bytes()),
                        size(slice.layer().size())));
        list(lines, slice.changed(), changed -> "  ~ " + path(changed));
        list(lines, slice.removed(), removed -> "  - " + path(removed));
    }

    private <T> void section(List<String> lines, String title, List<T> things, Function<T, String> told) {
        if (!things.isEmpty()) {
            lines.add("");
            lines.add(paint.strong(title));
            list(lines, things, told);
        }
    }

    private static <T> void list(List<String> lines, List<T> things, Function<T, String> told) {
        things.stream().limit(MOST).forEach(thing -> lines.add("  " + told.apply(thing)));
        if (things.size() > MOST) {
            lines.add("  … and %d more: --json has all".formatted(things.size() - MOST));
        }
    }

    List<String> secrets(OpenImage image, List<Secret> secrets) {
        List<String> lines = new ArrayList<>(List.of(head(image).stripTrailing()));
        if (secrets.isEmpty()) {
            lines.add("  no secret of a known form was found; that is no proof that there is none");
        }
        for (Secret secret : secrets) {
            String where = path(secret.where()) + (secret.line() > 0 ? ":" + secret.line() : "");
            String layer = secret.layer() == 0 ? "settings " : "layer %-3d".formatted(secret.layer());
            lines.add("  %s %s   %s%s".formatted(layer, where, paint.bad(secret.kind()), gone(secret.fate())));
        }
        return lines;
    }

    private String gone(Optional<Fate> fate) {
        return fate.map(gone -> paint.dim("   " + gone.words() + ", still in the image"))
                .orElse("");
    }

    List<String> diff(OpenImage image, OpenImage other, Differences differences) {
        List<String> lines = new ArrayList<>();
        lines.add(paint.strong(
                "image " + Printable.text(image.name(), 200) + " and " + Printable.text(other.name(), 200)));
        lines.add("  the lowest %d layers are the same, of %d and %d"
                .formatted(
                        differences.common(),
                        image.layers().size(),
                        other.layers().size()));
        section(
                lines,
                "Settings:",
                differences.settings(),
                setting -> "%s   %s → %s"
                        .formatted(
                                Printable.text(setting.name(), 100), value(setting.before()), value(setting.after())));
        section(lines, "Files:", differences.files(), file -> path(file.path()) + "   " + paint.dim(file.what()));
        return lines;
    }

    private static String value(String text) {
        return text.isEmpty() ? "(nothing)" : Printable.text(text, 200);
    }

    /** One file of one layer on one line. */
    static String file(LayerEntry entry, Optional<Fate> fate) {
        return "%3d %s %04o %5d:%-5d %10d %s%s%s"
                .formatted(
                        entry.layer(),
                        letter(entry.kind()),
                        entry.mode(),
                        entry.uid(),
                        entry.gid(),
                        entry.size(),
                        path(entry.path()),
                        entry.link().isEmpty() ? "" : " -> " + path(entry.link()),
                        fate.map(gone -> "   " + gone.words()).orElse(""));
    }

    /** As ls(1) has them; W and O for what a layer removes. */
    private static char letter(LayerEntry.Kind kind) {
        return switch (kind) {
            case FILE -> '-';
            case DIRECTORY -> 'd';
            case SYMBOLIC_LINK -> 'l';
            case HARD_LINK -> 'h';
            case CHARACTER_DEVICE -> 'c';
            case BLOCK_DEVICE -> 'b';
            case FIFO -> 'p';
            case WHITEOUT -> 'W';
            case OPAQUE -> 'O';
        };
    }

    private static String path(String path) {
        return Printable.text(path, 300);
    }

    private static String size(long bytes) {
        return bytes < 10_000
                ? bytes + " bytes"
                : bytes < 10_000_000 ? bytes / 1000 + " kB" : bytes / 1_000_000 + " MB";
    }
}
