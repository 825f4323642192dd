package nutshell.seccomp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import nutshell.refusals.Printable;
import nutshell.seccomp.Condition.Comparison;

/** Reads one rule of a profile in JSON. */
final class RuleReader {

    private static final List<String> KEYS =
            List.of("names", "name", "action", "errnoRet", "args", "includes", "excludes", "comment");
    private static final List<String> ARGUMENT_KEYS = List.of("index", "value", "valueTwo", "op");
    private static final List<String> FACT_KEYS = List.of("caps", "arches", "minKernel");

    private final JsonCursor json;
    private final ProfileReader.Unknown unknown;
    private final List<String> names = new ArrayList<>();
    private final List<Condition> conditions = new ArrayList<>();
    private Optional<Action.Kind> kind = Optional.empty();
    private OptionalInt errno = OptionalInt.empty();
    private Facts includes = Facts.NONE;
    private Facts excludes = Facts.NONE;

    RuleReader(JsonCursor json, ProfileReader.Unknown unknown) {
        this.json = json;
        this.unknown = unknown;
    }

    ProfileRule read() {
        json.object(this::readKey);
        if (names.isEmpty()) {
            throw json.wrong("this rule has no names");
        }
        Action action = action(kind.orElseThrow(() -> json.wrong("this rule has no action")), errno);
        return new ProfileRule(names, action, conditions, includes, excludes);
    }

    private void readKey(String key) {
        switch (key) {
            case "names" -> addNames(json.texts());
            // As it was written before Docker 17.
            case "name" -> addNames(List.of(json.text()));
            case "action" -> kind = Optional.of(kind(json));
            case "errnoRet" -> errno = OptionalInt.of(errno(json));
            case "args" -> json.array(() -> conditions.add(condition()));
            case "includes" -> includes = facts();
            case "excludes" -> excludes = facts();
            default -> unknown.skip(KEYS, key);
        }
    }

    private void addNames(List<String> more) {
        if (!names.isEmpty() && !more.isEmpty()) {
            throw json.wrong("name and names are both there, and only one can be meant");
        }
        names.addAll(more);
    }

    static Action.Kind kind(JsonCursor json) {
        String name = json.text();
        if (name.equals("SCMP_ACT_KILL")) {
            // As it was called before processes could be killed.
            return Action.Kind.KILL_THREAD;
        }
        return Arrays.stream(Action.Kind.values())
                .filter(kind -> kind.profileName().equals(name))
                .findFirst()
                .orElseThrow(() -> json.wrong("'%s' is none of %s"
                        .formatted(
                                Printable.text(name, 80),
                                Arrays.stream(Action.Kind.values())
                                        .map(Action.Kind::profileName)
                                        .collect(Collectors.joining(", ")))));
    }

    static int errno(JsonCursor json) {
        return (int) json.number(ProfileReader.most(Errno.MOST));
    }

    /** The errno is for those that carry one; without, it is EPERM. */
    static Action action(Action.Kind kind, OptionalInt errno) {
        boolean carries = kind == Action.Kind.ERRNO || kind == Action.Kind.TRACE;
        return new Action(kind, carries ? errno.orElse(Errno.EPERM.number()) : 0);
    }

    /** The values of one comparison until all its keys have been read. */
    private static final class Argument {
        OptionalInt index = OptionalInt.empty();
        Optional<Comparison> comparison = Optional.empty();
        long value;
        long valueTwo;
    }

    private Condition condition() {
        Argument argument = new Argument();
        json.object(key -> {
            switch (key) {
                case "index" -> argument.index = OptionalInt.of((int) json.number(ProfileReader.most(5)));
                case "value" -> argument.value = json.unsigned();
                case "valueTwo" -> argument.valueTwo = json.unsigned();
                case "op" -> argument.comparison = Optional.of(comparison());
                default -> unknown.skip(ARGUMENT_KEYS, key);
            }
        });
        int index = argument.index.orElseThrow(() -> json.wrong("this argument has no index"));
        Comparison comparison = argument.comparison.orElseThrow(() -> json.wrong("this argument has no op"));
        return comparison == Comparison.MASKED_EQ
                ? new Condition(index, comparison, argument.value, argument.valueTwo)
                : new Condition(index, comparison, argument.value);
    }

    private Comparison comparison() {
        String name = json.text();
        for (Comparison comparison : Comparison.values()) {
            if (name.equals("SCMP_CMP_" + comparison)) {
                return comparison;
            }
        }
        throw json.wrong(
                "'%s' is none of SCMP_CMP_EQ, NE, LT, LE, GT, GE, MASKED_EQ".formatted(Printable.text(name, 80)));
    }

    private Facts facts() {
        List<String> capabilities = new ArrayList<>();
        List<String> processors = new ArrayList<>();
        List<KernelVersion> kernel = new ArrayList<>();
        json.object(key -> {
            switch (key) {
                case "caps" -> capabilities.addAll(json.texts());
                case "arches" -> processors.addAll(json.texts());
                case "minKernel" -> kernel.add(kernel());
                default -> unknown.skip(FACT_KEYS, key);
            }
        });
        return new Facts(capabilities, processors, kernel.stream().findFirst());
    }

    private KernelVersion kernel() {
        String version = json.text();
        return Optional.of(version)
                .filter(text -> text.matches("[0-9.]+"))
                .flatMap(KernelVersion::of)
                .filter(read -> read.toString().equals(version))
                .orElseThrow(() ->
                        json.wrong("'%s' is no kernel version such as 4.8".formatted(Printable.text(version, 80))));
    }
}
