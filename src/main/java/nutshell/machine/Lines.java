package nutshell.machine;

import java.util.List;

/** Text of others made fit to be shown. */
public final class Lines {

    private Lines() {}

    /** The last so many lines, without what could steer a terminal. */
    public static String last(String text, int count) {
        List<String> lines = text.lines()
                .map(Lines::printable)
                .filter(line -> !line.isBlank())
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
    }

    /** Without what could steer a terminal. */
    public static String printable(String line) {
        return line.replaceAll("\\e\\[[0-9;?]*[A-Za-z]", "").replaceAll("\\p{Cntrl}", "");
    }
}
