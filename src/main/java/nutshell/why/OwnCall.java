package nutshell.why;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nutshell.kernel.SyscallEvent;
import nutshell.namespaces.Namespace;
import nutshell.seccomp.Abi;
import nutshell.seccomp.CallData;
import nutshell.seccomp.Syscalls;

/** A call of our own, read back from how the trace spells it: numbers, flags and paths, as far as a probe needs them. */
final class OwnCall {

    private static final Pattern DEVICE = Pattern.compile("makedev\\((\\d+), (\\d+)\\)");
    private static final int ARGUMENTS = 6;

    private OwnCall() {}

    static RefusedCall of(int tid, SyscallEvent event) {
        List<Long> arguments = new ArrayList<>(
                event.args().stream().limit(ARGUMENTS).map(OwnCall::number).toList());
        while (arguments.size() < ARGUMENTS) {
            arguments.add(0L);
        }
        Abi abi = Abi.ofThisMachine();
        int number = Syscalls.number(abi, event.name()).orElse(-1);
        return new RefusedCall(
                Subject.read(tid),
                event.name(),
                new CallData(number, abi.audit(), 0, arguments),
                event.errno().orElseThrow(),
                path(event));
    }

    private static long number(String spelled) {
        Matcher device = DEVICE.matcher(spelled);
        if (device.matches()) {
            long minor = Long.parseLong(device.group(2));
            return (minor & 0xff) | Long.parseLong(device.group(1)) << 8 | (minor & ~0xffL) << 12;
        }
        if (spelled.matches("-?[0-9]{1,18}")) {
            return spelled.startsWith("0") ? Long.parseLong(spelled, 8) : Long.parseLong(spelled);
        }
        return flags(spelled);
    }

    private static long flags(String spelled) {
        long flags = spelled.contains("O_RDWR") ? 2 : spelled.contains("O_WRONLY") ? 1 : 0;
        List<String> names = Arrays.asList(spelled.split("\\|", -1));
        for (Namespace namespace : Namespace.values()) {
            flags |= names.contains(namespace.flagName()) ? namespace.flag() : 0;
        }
        return flags;
    }

    /** The last text among the arguments that is a path: of mount(2) the target, of openat(2) the file. */
    private static Optional<String> path(SyscallEvent event) {
        return event.args().stream()
                .filter(argument -> argument.startsWith("\"") && !argument.contains("\\"))
                .map(argument -> argument.substring(1, argument.length() - 1))
                .filter(text -> event.name().equals("mount") ? text.startsWith("/") : !text.isEmpty())
                .limit(event.name().equals("mount") ? 2 : 1)
                .reduce((first, second) -> second);
    }
}
