package nutshell.content;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import nutshell.refusals.Refusal;

/** The list of the glossary's words with their other spellings, so that no text is opened to find another. */
final class GlossaryIndex {

    private static final Pattern SECTION = Pattern.compile("\\(\\d\\w*\\)$");

    private final List<String> words = new ArrayList<>();
    private final Map<String, String> wordOf = new HashMap<>();

    /** Reads lines such as `uts: CLONE_NEWUTS, uts-namespace`. */
    GlossaryIndex(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            String[] parts = lines.get(i).split(": ", 2);
            words.add(parts[0]);
            add(parts[0], parts[0], i);
            for (String other : parts.length == 1 ? new String[0] : parts[1].split(", ", -1)) {
                add(other, parts[0], i);
            }
        }
    }

    /** The line that stands in the index for this entry. */
    static String lineOf(Entry entry) {
        return entry.also().isEmpty() ? entry.word() : entry.word() + ": " + String.join(", ", entry.also());
    }

    /** Unifies what people type for the same thing: `unshare(2)`, `CLOSE-RANGE`, `bind mount`. */
    static String spelling(String typed) {
        String bare = SECTION.matcher(typed.strip()).replaceFirst("");
        return bare.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
    }

    List<String> words() {
        return List.copyOf(words);
    }

    Map<String, String> spellings() {
        return Map.copyOf(wordOf);
    }

    Optional<String> wordFor(String typed) {
        return Optional.ofNullable(wordOf.get(spelling(typed)));
    }

    private void add(String spelled, String word, int line) {
        String key = spelling(spelled);
        if (key.isEmpty() || wordOf.putIfAbsent(key, word) != null) {
            throw Refusal.failed(
                    "glossary/index line " + (line + 1) + ": expected each word once, found " + spelled + " again",
                    "give it to one entry only, in its text and in the index");
        }
    }
}
