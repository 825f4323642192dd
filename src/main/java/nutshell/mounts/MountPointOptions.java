package nutshell.mounts;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/**
 * What mount(8) itself does about a mount point that is not there; the kernel never sees these words.
 *
 * @param make the mode to make it with, for {@code X-mount.mkdir[=MODE]}; for a bind of a file we make an empty file
 * @param mayBeAbsent {@code nofail}: then nothing is mounted, and that is no failure
 * @param others the other words, which are for the kernel and the file system
 */
public record MountPointOptions(Optional<Integer> make, boolean mayBeAbsent, String others) {

    private static final Pattern MKDIR = Pattern.compile("X-mount\\.mkdir(?:=\"?([0-7]{1,4})\"?)?");
    private static final int USUAL_MODE = 0755;
    private static final MountPointOptions NONE = new MountPointOptions(Optional.empty(), false, "");

    public static MountPointOptions parse(String optionWords) {
        if (optionWords.isEmpty()) {
            return NONE;
        }
        Optional<Integer> make = Optional.empty();
        boolean mayBeAbsent = false;
        for (String word : optionWords.split(",", -1)) {
            Matcher mkdir = MKDIR.matcher(word);
            if (mkdir.matches()) {
                make = Optional.of(Optional.ofNullable(mkdir.group(1))
                        .map(mode -> Integer.parseInt(mode, 8))
                        .orElse(USUAL_MODE));
            } else if (word.startsWith("X-mount.mkdir")) {
                throw Refusal.usage(
                        "X-mount.mkdir takes an octal mode, not '%s'".formatted(Printable.text(word, 60)),
                        "mount -t tmpfs -o X-mount.mkdir=755 tmpfs /run");
            }
            mayBeAbsent |= word.equals("nofail");
        }
        return new MountPointOptions(
                make,
                mayBeAbsent,
                Arrays.stream(optionWords.split("(?<!\\\\),", -1))
                        .filter(word ->
                                !word.equals("nofail") && !MKDIR.matcher(word).matches())
                        .collect(Collectors.joining(",")));
    }
}
