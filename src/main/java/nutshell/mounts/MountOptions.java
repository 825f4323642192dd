package nutshell.mounts;

import static nutshell.mounts.MountFlag.MS_BIND;
import static nutshell.mounts.MountFlag.MS_REC;
import static nutshell.mounts.MountFlag.MS_REMOUNT;
import static nutshell.mounts.MountFlag.MS_SILENT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The last two arguments of mount(2): flags for the kernel, and text for the file system. */
public record MountOptions(long flags, String data) {

    private static final MountOptions NONE = new MountOptions(0, "");

    /** What the kernel heeds while it binds. */
    private static final long BINDING = MountFlag.of(MS_BIND, MS_REC, MS_SILENT);

    /** Reads mount(8)'s comma separated words; of two that contradict each other the last wins, the rest is data. */
    public static MountOptions parse(String optionWords) {
        return optionWords.isEmpty() ? NONE : of(words(optionWords));
    }

    /**
     * Returns the calls of mount(2) that the words stand for, in mount(8)'s order.
     *
     * <p>The kernel ignores {@code ro} while it binds, and propagation while it does anything else. So one line may
     * take three calls: mount or bind, change the propagation, remount a bind with its other flags.
     */
    public static List<MountOptions> calls(String optionWords) {
        if (optionWords.isEmpty()) {
            return List.of(NONE);
        }
        List<String> words = words(optionWords);
        MountOptions asked = of(
                words.stream().filter(word -> !OptionWord.isPropagation(word)).toList());
        Optional<MountOptions> propagation = words.stream()
                .filter(OptionWord::isPropagation)
                .reduce((first, last) -> last)
                .map(word -> of(List.of(word)));
        List<MountOptions> calls = new ArrayList<>();
        if (propagation.isEmpty() || !asked.equals(NONE)) {
            calls.add(asked.needsRemount() ? new MountOptions(asked.flags & BINDING, asked.data) : asked);
        }
        propagation.ifPresent(calls::add);
        if (asked.needsRemount()) {
            // Without MS_REC: a remount reaches the top mount only, whatever was bound below it.
            calls.add(new MountOptions(MountFlag.of(MS_REMOUNT, MS_BIND) | (asked.flags & ~BINDING), ""));
        }
        return List.copyOf(calls);
    }

    private boolean needsRemount() {
        return MS_BIND.in(flags) && !MS_REMOUNT.in(flags) && (flags & ~BINDING) != 0;
    }

    private static MountOptions of(List<String> words) {
        long flags = 0;
        for (String word : words) {
            long before = flags;
            flags = OptionWord.of(word).map(known -> known.applyTo(before)).orElse(before);
        }
        return new MountOptions(
                flags,
                words.stream().filter(word -> OptionWord.of(word).isEmpty()).collect(Collectors.joining(",")));
    }

    /** Splits at commas; overlayfs escapes one inside a path by a backslash. */
    private static List<String> words(String optionWords) {
        return Arrays.stream(optionWords.split("(?<!\\\\),", -1))
                .flatMap(word -> word.isBlank() ? Stream.empty() : Stream.of(word.strip()))
                .toList();
    }
}
