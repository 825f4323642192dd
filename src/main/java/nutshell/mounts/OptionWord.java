package nutshell.mounts;

import static java.util.Map.entry;
import static nutshell.mounts.MountFlag.*;

import java.util.Map;
import java.util.Optional;

/** What one of mount(8)'s words does to the flags: which bits it sets, and which it takes back. */
record OptionWord(long sets, long clears) {

    /** How access times are kept: one way at a time. */
    private static final long TIMES = MountFlag.of(MS_NOATIME, MS_RELATIME, MS_STRICTATIME);

    /** The four kinds of propagation, of which mount(2) takes one at a time. */
    static final long PROPAGATION = MountFlag.of(MS_PRIVATE, MS_SHARED, MS_SLAVE, MS_UNBINDABLE);

    private static final Map<String, OptionWord> WORDS = Map.ofEntries(
            entry("defaults", new OptionWord(0, 0)),
            entry("ro", sets(MS_RDONLY)),
            entry("rw", clears(MS_RDONLY)),
            entry("nosuid", sets(MS_NOSUID)),
            entry("suid", clears(MS_NOSUID)),
            entry("nodev", sets(MS_NODEV)),
            entry("dev", clears(MS_NODEV)),
            entry("noexec", sets(MS_NOEXEC)),
            entry("exec", clears(MS_NOEXEC)),
            entry("sync", sets(MS_SYNCHRONOUS)),
            entry("async", clears(MS_SYNCHRONOUS)),
            entry("dirsync", sets(MS_DIRSYNC)),
            entry("remount", sets(MS_REMOUNT)),
            entry("nosymfollow", sets(MS_NOSYMFOLLOW)),
            entry("symfollow", clears(MS_NOSYMFOLLOW)),
            entry("silent", sets(MS_SILENT)),
            entry("loud", clears(MS_SILENT)),
            entry("noatime", onlyOf(TIMES, MS_NOATIME)),
            entry("relatime", onlyOf(TIMES, MS_RELATIME)),
            entry("strictatime", onlyOf(TIMES, MS_STRICTATIME)),
            entry("atime", clears(MS_NOATIME)),
            entry("norelatime", clears(MS_RELATIME)),
            entry("nostrictatime", clears(MS_STRICTATIME)),
            entry("nodiratime", sets(MS_NODIRATIME)),
            entry("diratime", clears(MS_NODIRATIME)),
            entry("lazytime", sets(MS_LAZYTIME)),
            entry("nolazytime", clears(MS_LAZYTIME)),
            entry("bind", sets(MS_BIND)),
            entry("rbind", sets(MS_BIND, MS_REC)),
            entry("private", onlyOf(PROPAGATION, MS_PRIVATE)),
            entry("rprivate", onlyOf(PROPAGATION, MS_PRIVATE, MS_REC)),
            entry("shared", onlyOf(PROPAGATION, MS_SHARED)),
            entry("rshared", onlyOf(PROPAGATION, MS_SHARED, MS_REC)),
            entry("slave", onlyOf(PROPAGATION, MS_SLAVE)),
            entry("rslave", onlyOf(PROPAGATION, MS_SLAVE, MS_REC)),
            entry("unbindable", onlyOf(PROPAGATION, MS_UNBINDABLE)),
            entry("runbindable", onlyOf(PROPAGATION, MS_UNBINDABLE, MS_REC)));

    /** Finds a word of ours; any other is for the file system itself. */
    static Optional<OptionWord> of(String word) {
        return Optional.ofNullable(WORDS.get(word));
    }

    static boolean isPropagation(String word) {
        return of(word).filter(known -> (known.sets & PROPAGATION) != 0).isPresent();
    }

    long applyTo(long flags) {
        return (flags & ~clears) | sets;
    }

    private static OptionWord sets(MountFlag... flags) {
        return new OptionWord(MountFlag.of(flags), 0);
    }

    private static OptionWord clears(MountFlag flag) {
        return new OptionWord(0, flag.value());
    }

    private static OptionWord onlyOf(long group, MountFlag... flags) {
        return new OptionWord(MountFlag.of(flags), group);
    }
}
