package nutshell.cli;

import java.util.regex.Pattern;
import nutshell.cli.words.Vocabulary;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Colours the line while it is typed, a known word and an unknown one differently, and shows its usage behind it. */
final class Highlighting implements Highlighter {

    private final Paint paint;

    Highlighting(Paint paint) {
        this.paint = paint;
    }

    @Override
    public AttributedString highlight(LineReader reader, String buffer) {
        if (!paint.on()) {
            return new AttributedString(buffer);
        }
        String word = buffer.strip().split("\\s+", 2)[0];
        int start = buffer.indexOf(word);
        boolean known = Vocabulary.usage(word).isPresent();
        boolean begins = Vocabulary.names().stream().anyMatch(name -> name.startsWith(word));
        reader.setTailTip(known && buffer.equals(word + " ") ? rest(word) : "");
        AttributedStringBuilder line = new AttributedStringBuilder();
        line.append(buffer.substring(0, start));
        line.styled(
                known
                        ? AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN)
                        : begins ? AttributedStyle.DEFAULT : AttributedStyle.DEFAULT.foreground(AttributedStyle.RED),
                word);
        line.append(buffer.substring(start + word.length()));
        return line.toAttributedString();
    }

    private static String rest(String word) {
        String usage = Vocabulary.usage(word).orElse("");
        return usage.startsWith(word) ? usage.substring(word.length()).strip() : usage;
    }

    @Override
    public void setErrorPattern(Pattern pattern) {
        // Ours knows errors better than a pattern.
    }

    @Override
    public void setErrorIndex(int index) {
        // See setErrorPattern.
    }
}
