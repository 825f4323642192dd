package nutshell.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import nutshell.container.Words;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** What --help says of every command: complete, narrow enough, and true. */
class HelpTest {

    private static final String EXAMPLE = "Example: ";

    static Stream<String> commands() {
        return all(NutshellCommand.whole()).map(HelpTest::name);
    }

    private static Stream<CommandLine> all(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(HelpTest::all));
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName();
    }

    private static CommandLine find(String name) {
        return all(NutshellCommand.whole())
                .filter(command -> name(command).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String example(CommandLine command) {
        return Arrays.stream(command.getCommandSpec().usageMessage().footer())
                .filter(line -> line.startsWith(EXAMPLE))
                .findFirst()
                .orElse("")
                .replace(EXAMPLE, "");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void says_what_it_does_and_gives_an_example(String name) {
        CommandLine command = find(name);

        assertTrue(command.getCommandSpec().usageMessage().description().length > 0);
        assertTrue(example(command).contains(name), () -> "no example of '" + name + "'");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void says_what_each_option_and_parameter_is(String name) {
        for (ArgSpec argument : find(name).getCommandSpec().args()) {
            assertFalse(String.join("", argument.description()).isBlank(), argument::toString);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void stays_within_80_columns(String name) {
        StringWriter text = new StringWriter();
        find(name).usage(new PrintWriter(text), CommandLine.Help.Ansi.OFF);

        assertTrue(text.toString().contains("--help"));
        text.toString().lines().forEach(line -> assertTrue(line.length() <= 80, line));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void its_example_can_be_typed(String name) {
        String example = example(find(name));
        String typed = example.substring(example.indexOf("nutshell")).replaceAll("[)]$", "");
        List<String> words = Words.split(typed);

        CommandLine.ParseResult result =
                NutshellCommand.whole().parseArgs(words.subList(1, words.size()).toArray(String[]::new));
        assertEquals(List.of(), result.unmatched());
    }
}
