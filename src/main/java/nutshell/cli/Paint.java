package nutshell.cli;

import java.util.Map;

/** Colours, or none: NO_COLOR, {@code --color} and whether the output is a terminal decide. */
public record Paint(boolean on) {

    /** Follows https://no-color.org: any value but the empty one turns colours off. */
    public static Paint of(String choice, boolean terminal) {
        return of(choice, terminal, System.getenv());
    }

    static Paint of(String choice, boolean terminal, Map<String, String> environment) {
        String noColor = environment.getOrDefault("NO_COLOR", "");
        return switch (choice) {
            case "always" -> new Paint(true);
            case "never" -> new Paint(false);
            default -> new Paint(terminal && noColor.isEmpty() && !"dumb".equals(environment.get("TERM")));
        };
    }

    public String strong(String text) {
        return with("1", text);
    }

    public String dim(String text) {
        return with("2", text);
    }

    public String good(String text) {
        return with("32", text);
    }

    public String bad(String text) {
        return with("31", text);
    }

    public String notable(String text) {
        return with("33", text);
    }

    public String word(String text) {
        return with("36", text);
    }

    private String with(String code, String text) {
        return on && !text.isEmpty() ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
