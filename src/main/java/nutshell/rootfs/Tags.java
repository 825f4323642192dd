package nutshell.rootfs;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import nutshell.refusals.Nearest;
import nutshell.refusals.Refusal;

/** Refuses to guess which of several images was meant. */
final class Tags {

    private static final int MOST_SHOWN = 10;
    private static final String EXAMPLE = "rootfs oci:PATH:";

    private Tags() {}

    static Refusal ambiguous(Collection<String> names) {
        return Refusal.usage("the archive holds several images: " + list(names), EXAMPLE + first(names, "TAG"));
    }

    static Refusal unknown(String tag, Collection<String> names) {
        List<String> near = Nearest.to(tag, names);
        return Refusal.usage(
                "the archive holds no image tagged '%s', but: %s".formatted(Wording.text(tag), list(names)),
                near.isEmpty() ? EXAMPLE + first(names, "TAG, or without a tag") : EXAMPLE + Wording.text(near.get(0)));
    }

    private static String first(Collection<String> names, String otherwise) {
        return names.stream().sorted().findFirst().map(Wording::text).orElse(otherwise);
    }

    private static String list(Collection<String> names) {
        String shown =
                names.stream().sorted().limit(MOST_SHOWN).map(Wording::text).collect(Collectors.joining(", "));
        return names.isEmpty() ? "images without a tag" : shown + (names.size() > MOST_SHOWN ? ", …" : "");
    }
}
