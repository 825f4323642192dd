package nutshell.seccomp;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import nutshell.refusals.Nearest;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Reads a profile in Docker's JSON format, of which the OCI runtime specification's linux.seccomp is a part. */
final class ProfileReader {

    /** More is no profile: Docker's own has 14 kB. */
    static final int MOST_BYTES = 1 << 20;

    private static final String EXAMPLE =
            "{\"defaultAction\": \"SCMP_ACT_ALLOW\", \"syscalls\": [{\"names\": [\"mkdir\"],"
                    + " \"action\": \"SCMP_ACT_ERRNO\"}]}";

    private static final List<String> KEYS =
            List.of("defaultAction", "defaultErrnoRet", "archMap", "architectures", "syscalls");

    private final JsonCursor json;
    private final List<ProfileRule> rules = new ArrayList<>();
    private final List<List<Abi>> archMap = new ArrayList<>();
    private final List<Abi> architectures = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Optional<Action.Kind> otherwise = Optional.empty();
    private OptionalInt errno = OptionalInt.empty();

    ProfileReader(String file, byte[] text) {
        if (text.length > MOST_BYTES) {
            throw Refusal.usage(
                    Printable.text(file) + " is larger than a profile may be, %d bytes".formatted(MOST_BYTES), EXAMPLE);
        }
        this.json = new JsonCursor(file, text, EXAMPLE);
    }

    Profile read() {
        json.document(this::readKey);
        Action.Kind kind = otherwise.orElseThrow(() -> json.wrong("there is no defaultAction"));
        if (!archMap.isEmpty() && !architectures.isEmpty()) {
            throw json.wrong("archMap and architectures are both there, and only one can be meant");
        }
        if (!architectures.isEmpty()) {
            archMap.add(architectures);
        }
        return new Profile(RuleReader.action(kind, errno), archMap, rules, notes);
    }

    private void readKey(String key) {
        switch (key) {
            case "defaultAction" -> otherwise = Optional.of(RuleReader.kind(json));
            case "defaultErrnoRet" -> errno = OptionalInt.of(RuleReader.errno(json));
            case "architectures" -> json.array(() -> abi().ifPresent(architectures::add));
            case "archMap" -> json.array(this::readArchitecture);
            case "syscalls" -> json.array(() -> rules.add(new RuleReader(json, this::skip).read()));
            default -> skip(KEYS, key);
        }
    }

    private void readArchitecture() {
        List<Abi> ways = new ArrayList<>();
        json.object(key -> {
            switch (key) {
                case "architecture" -> abi().ifPresent(abi -> ways.add(0, abi));
                case "subArchitectures" -> json.array(() -> abi().ifPresent(ways::add));
                default -> skip(List.of("architecture", "subArchitectures"), key);
            }
        });
        archMap.add(ways);
    }

    /** Empty for a processor that this program does not know. */
    private Optional<Abi> abi() {
        String name = json.text();
        if (!name.startsWith("SCMP_ARCH_")) {
            throw json.wrong("'%s' is no architecture such as SCMP_ARCH_X86_64".formatted(Printable.text(name, 80)));
        }
        return Abi.inProfile(name);
    }

    /** Docker passes over what it does not know; so do we, but a misspelt key would open a hole in silence. */
    private void skip(List<String> known, String key) {
        List<String> nearest = key.length() > 40 ? List.of() : Nearest.to(key, known);
        boolean harmless = Set.of("comment", "priority").contains(key);
        if (!harmless) {
            notes.add(json.where() + " is not known here and has no effect"
                    + (nearest.isEmpty() ? "" : "; did you mean " + nearest.get(0) + "?"));
        }
        json.skip();
    }

    /** What a reader does with a key that it does not know. */
    interface Unknown {
        void skip(List<String> known, String key);
    }

    static BigInteger most(int number) {
        return BigInteger.valueOf(number);
    }
}
