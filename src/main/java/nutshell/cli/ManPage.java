package nutshell.cli;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nutshell.distribution.Release;
import nutshell.refusals.Refusal.Kind;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page, made of what the commands say of themselves. See man(7). */
final class ManPage {

    private static final Set<String> EVERYWHERE = Set.of("--help", "--version", "--color");

    private final StringBuilder page = new StringBuilder();

    private ManPage() {}

    static String of(CommandLine commands, Release release) {
        ManPage page = new ManPage();
        page.head(commands, release);
        page.macro("SH", "COMMANDS");
        distinct(commands).forEach(command -> page.command(command, "nutshell"));
        page.tail();
        return page.page.toString();
    }

    private void head(CommandLine commands, Release release) {
        LocalDate day = release.date().atZone(ZoneOffset.UTC).toLocalDate();
        page.append(".TH NUTSHELL 1 %s \"nutshell %s\" \"User Commands\"%n".formatted(day, release.version()));
        macro("SH", "NAME");
        text("nutshell - build a Linux container by hand, one system call at a time");
        macro("SH", "SYNOPSIS");
        page.append(".B nutshell\n.RI [ COMMAND ]\n.RI [ OPTION \" ...]\"\n");
        macro("SH", "DESCRIPTION");
        text(
                "Without a command, on a terminal, it opens a shell in which each word is a call of the kernel's, or as few as"
                        + " it takes. There, help lists the words, and explain tells what each thing is.");
        macro("SH", "OPTIONS");
        text("Every command takes these:");
        commands.getCommandSpec().options().forEach(this::option);
    }

    private static Set<CommandLine> distinct(CommandLine commands) {
        return new LinkedHashSet<>(commands.getSubcommands().values());
    }

    private void command(CommandLine command, String above) {
        CommandSpec spec = command.getCommandSpec();
        if (spec.usageMessage().hidden()) {
            return;
        }
        String name = above + " " + spec.name();
        macro("SS", name);
        text(String.join(" ", spec.usageMessage().description()));
        page.append(".PP\n.nf\n");
        raw(command.getHelp()
                .synopsis(0)
                .strip()
                .replaceAll("\\s*\\n\\s*", " ")
                .replaceAll(" \\[--color=[^]]*]", "")
                .replace("[-hV] ", ""));
        page.append(".fi\n");
        spec.positionalParameters().forEach(this::parameter);
        spec.options().stream().filter(ManPage::isItsOwn).forEach(this::option);
        example(spec.usageMessage().footer());
        distinct(command).forEach(below -> command(below, name));
    }

    private static boolean isItsOwn(OptionSpec option) {
        return !option.hidden() && !EVERYWHERE.contains(option.longestName());
    }

    private void option(OptionSpec option) {
        String names = Arrays.stream(option.names())
                .map(name -> "\\fB" + escaped(name) + "\\fR")
                .collect(Collectors.joining(", "));
        String label = option.arity().max() == 0 ? "" : " \\fI" + escaped(option.paramLabel()) + "\\fR";
        page.append(".TP\n").append(names).append(label).append('\n');
        text(String.join(" ", option.description()));
    }

    private void parameter(PositionalParamSpec parameter) {
        if (parameter.description().length > 0 && !parameter.hidden()) {
            page.append(".TP\n\\fI").append(escaped(parameter.paramLabel())).append("\\fR\n");
            text(String.join(" ", parameter.description()));
        }
    }

    private void example(String... footer) {
        List<String> lines =
                Arrays.stream(footer).filter(line -> !line.isBlank()).toList();
        if (!lines.isEmpty()) {
            page.append(".PP\n.nf\n");
            lines.forEach(this::raw);
            page.append(".fi\n");
        }
    }

    private void tail() {
        macro("SH", "EXIT STATUS");
        status("0", "done");
        for (Kind kind : Kind.values()) {
            status(Integer.toString(kind.status()), meaning(kind));
        }
        status("125", "run, vm run: we failed before the command started; otherwise its own status is given");
        macro("SH", "FILES");
        status("$XDG_STATE_HOME/nutshell", "progress, answers and history; default: ~/.local/state/nutshell");
        status("$XDG_CACHE_HOME/nutshell", "root file systems and images; default: ~/.cache/nutshell");
        status("/run/nutshell", "running sessions; of an ordinary user: $XDG_RUNTIME_DIR/nutshell");
        macro("SH", "SEE ALSO");
        Set<String> pages = new TreeSet<>(Set.of("unshare", "pivot_root", "setns", "mount", "clone", "seccomp"));
        text(pages.stream().map(name -> name + "(2)").collect(Collectors.joining(", "))
                + ", namespaces(7), capabilities(7), cgroups(7)");
    }

    private static String meaning(Kind kind) {
        return switch (kind) {
            case FAILED -> "the thing asked for failed, or a --fail-on threshold was met";
            case USAGE -> "wrong usage";
            case MACHINE -> "this machine cannot do it: the message names what is missing, and the remedy";
            case SAFETY -> "refused for safety";
        };
    }

    private void status(String what, String means) {
        page.append(".TP\n\\fB").append(escaped(what)).append("\\fR\n");
        text(means);
    }

    private void macro(String macro, String text) {
        String shown = macro.equals("SH") ? text.toUpperCase(Locale.ROOT) : text;
        page.append('.').append(macro).append(" \"").append(escaped(shown)).append("\"\n");
    }

    /** Text that is filled, in lines that fit a screen here too. */
    private void text(String text) {
        text.strip().replaceAll("(.{1,60})(\\s+|$)", "$1\n").lines().forEach(this::raw);
    }

    /** One line of text: neither a dot nor a quote at its start is a request. */
    private void raw(String line) {
        String escaped = escaped(line);
        page.append(escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" : "")
                .append(escaped)
                .append('\n');
    }

    /** What is typed keeps its plain hyphen and quotes, so that it can be copied from the page. */
    private static String escaped(String text) {
        return text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("'", "\\(aq")
                .replace("`", "\\(ga")
                .replace("~", "\\(ti")
                .replace("^", "\\(ha")
                .replace("…", "...");
    }
}
