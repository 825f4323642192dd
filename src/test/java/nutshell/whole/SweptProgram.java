package nutshell.whole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import nutshell.cli.Main;
import nutshell.container.ClassesLoaded;
import nutshell.kernel.Doorman;
import nutshell.kernel.Passes;

/**
 * The program with a {@link Doorman} at its door. The first argument is {@code record=FILE}, which gets the calls that were
 * made, or {@code before=CALL#N} or {@code after=CALL#N}, where it kills itself; the others are the program's own.
 */
final class SweptProgram {

    private SweptProgram() {}

    public static void main(String[] arguments) throws IOException {
        ClassesLoaded.all();
        Doorman.beforeAnyThread();
        String what = arguments[0];
        String where = what.substring(what.indexOf('=') + 1);
        if (what.startsWith("record=")) {
            Passes.expect(Map.of());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> record(Path.of(where)), "records"));
        } else {
            Passes.Verdict end = what.startsWith("before=") ? Passes.Verdict.END_BEFORE : Passes.Verdict.END_AFTER;
            Passes.expect(Map.of(Passes.Pass.parse(where), end));
        }
        String[] rest = new String[arguments.length - 1];
        System.arraycopy(arguments, 1, rest, 0, rest.length);
        Main.main(rest);
    }

    private static void record(Path file) {
        try {
            Files.writeString(file, Passes.all().stream().map(String::valueOf).collect(Collectors.joining("\n")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
