package nutshell.doctor;

/** Makes text of others harmless to a terminal: what would steer it becomes visible instead. */
final class Printable {

    private Printable() {}

    static String of(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean steers = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
            shown.append(steers ? "\\u{%x}".formatted(c) : Character.toString(c));
        });
        return shown.toString();
    }
}
