package nutshell.landlock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nutshell.refusals.Nearest;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** A set of rights, written as words with commas between: {@code read,execute}. */
public record AccessRights(Set<AccessRight> rights) {

    /** Words for what is mostly wanted together. Making device nodes and talking to devices is no part of writing. */
    private static final Map<String, AccessRights> TOGETHER = together();

    public AccessRights {
        rights = Set.copyOf(rights);
    }

    public static AccessRights of(AccessRight... rights) {
        return new AccessRights(Set.of(rights));
    }

    /** Every right this program knows; a newer kernel may have more. */
    public static AccessRights known() {
        return new AccessRights(EnumSet.allOf(AccessRight.class));
    }

    private static Map<String, AccessRights> together() {
        Map<String, AccessRights> words = new LinkedHashMap<>();
        words.put("all", known());
        words.put("read", of(AccessRight.READ_FILE, AccessRight.READ_DIR));
        words.put(
                "write",
                of(
                        AccessRight.WRITE_FILE,
                        AccessRight.TRUNCATE,
                        AccessRight.REMOVE_DIR,
                        AccessRight.REMOVE_FILE,
                        AccessRight.MAKE_DIR,
                        AccessRight.MAKE_REG,
                        AccessRight.MAKE_SOCK,
                        AccessRight.MAKE_FIFO,
                        AccessRight.MAKE_SYM,
                        AccessRight.REFER));
        return words;
    }

    /** Reads words such as {@code read,make_dir}; the kernel's own names do as well as ours. */
    public static AccessRights parse(String words) {
        Set<AccessRight> rights = EnumSet.noneOf(AccessRight.class);
        for (String word : words.split(",", -1)) {
            rights.addAll(named(word).rights);
        }
        return new AccessRights(rights);
    }

    private static AccessRights named(String word) {
        AccessRights several = TOGETHER.get(word);
        return several != null
                ? several
                : AccessRight.of(word).map(AccessRights::of).orElseThrow(() -> unknown(word));
    }

    /** Every word that stands for a right or several. */
    public static List<String> allWords() {
        return Stream.concat(
                        TOGETHER.keySet().stream(),
                        Arrays.stream(AccessRight.values()).map(AccessRight::word))
                .toList();
    }

    private static Refusal unknown(String word) {
        List<String> nearest = Nearest.to(word, allWords());
        String meant = nearest.isEmpty()
                ? "expected read, write, all or a name of landlock(7), such as execute"
                : "did you mean " + String.join(" or ", nearest) + "?";
        return Refusal.usage(
                "landlock: unknown access '%s': %s".formatted(Printable.text(word), meant),
                "landlock read,execute / write /tmp");
    }

    /** The fewest words that stand for these rights. */
    public String words() {
        List<String> words = new ArrayList<>();
        Set<AccessRight> rest = EnumSet.noneOf(AccessRight.class);
        rest.addAll(rights);
        TOGETHER.forEach((word, several) -> {
            if (rest.containsAll(several.rights)) {
                words.add(word);
                rest.removeAll(several.rights);
            }
        });
        rest.forEach(right -> words.add(right.word()));
        return String.join(",", words);
    }

    /** What a kernel with this ABI version can restrict. */
    public AccessRights knownTo(int abi) {
        return only(rights.stream().filter(right -> right.knownTo(abi)).toList());
    }

    /** What means something for a file that is no directory. */
    public AccessRights ofFile() {
        return only(AccessRight.ofFiles());
    }

    private AccessRights only(Collection<AccessRight> some) {
        Set<AccessRight> both = EnumSet.noneOf(AccessRight.class);
        both.addAll(rights);
        both.retainAll(some);
        return new AccessRights(both);
    }

    public AccessRights minus(AccessRights others) {
        return only(EnumSet.allOf(AccessRight.class).stream()
                .filter(right -> !others.rights.contains(right))
                .toList());
    }

    public boolean isEmpty() {
        return rights.isEmpty();
    }

    /** The kernel's bits. */
    public long bits() {
        return rights.stream().mapToLong(AccessRight::value).reduce(0, (all, bit) -> all | bit);
    }

    /** The kernel's names in the order of their bits, without their common beginning LANDLOCK_ACCESS_FS_. */
    public String flags() {
        return isEmpty() ? "0" : rights.stream().sorted().map(Enum::name).collect(Collectors.joining("|"));
    }
}
