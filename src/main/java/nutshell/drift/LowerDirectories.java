package nutshell.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The lower directories of an overlay, the uppermost first, from the options that mountinfo has for it. */
final class LowerDirectories {

    /** The kernel writes a comma, a backslash and white space as three octal digits. */
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-3][0-7]{2})");

    /** One directory: a backslash takes the meaning from what follows it. */
    private static final Pattern ONE = Pattern.compile("((?:[^:\\\\]|\\\\.)+)");

    private LowerDirectories() {}

    static List<String> of(String superOptions) {
        return Stream.of(superOptions.split(",", -1))
                .flatMap(LowerDirectories::directories)
                .toList();
    }

    private static Stream<String> directories(String option) {
        if (option.startsWith("lowerdir+=")) {
            // Linux 6.7: one option for each, taken as it is.
            return Stream.of(decoded(option.substring("lowerdir+=".length())));
        }
        return option.startsWith("lowerdir=") ? split(decoded(option.substring("lowerdir=".length()))) : Stream.empty();
    }

    private static Stream<String> split(String list) {
        List<String> found = new ArrayList<>();
        Matcher matcher = ONE.matcher(list);
        while (matcher.find()) {
            found.add(matcher.group(1).replaceAll("\\\\(.)", "$1"));
        }
        return found.stream();
    }

    private static String decoded(String text) {
        return OCTAL.matcher(text)
                .replaceAll(octal -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(octal.group(1), 8))));
    }
}
