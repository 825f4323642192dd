package nutshell.seccomp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/**
 * Walks through a stranger's JSON; every complaint names the file, the line and the key. How deep and how long it may be is
 * bounded, and a key that stands twice is refused: two readers might believe different ones.
 */
final class JsonCursor {

    private static final int DEEPEST = 16;
    private static final int LONGEST_TEXT = 4096;
    private static final int LONGEST_NUMBER = 32;
    private static final int SHOWN = 120;
    private static final BigInteger MOST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST_TEXT)
                    .maxNameLength(LONGEST_TEXT)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            .build();

    private final String file;
    private final String example;
    private final JsonParser parser;

    JsonCursor(String file, byte[] json, String example) {
        this.file = Printable.text(file, SHOWN);
        this.example = example;
        try {
            this.parser = JSON.createParser(json);
        } catch (IOException e) {
            throw Refusal.usage(this.file + " cannot be read: " + Printable.text(e.getMessage(), SHOWN), example);
        }
    }

    /** Reads the whole document, which must be one object and nothing behind it. */
    void document(Consumer<String> onKey) {
        next();
        object(onKey);
        if (next() != null) {
            throw wrong("something stands behind the end");
        }
    }

    /** Calls for each key with the cursor on its value; null is an object without keys, as Go reads it. */
    void object(Consumer<String> onKey) {
        if (is(JsonToken.VALUE_NULL)) {
            return;
        }
        require(JsonToken.START_OBJECT, "an object");
        while (next() != JsonToken.END_OBJECT) {
            String key = text(parser::currentName);
            next();
            onKey.accept(key);
        }
    }

    /** Calls for each element with the cursor on it; null is an empty array. */
    void array(Runnable onElement) {
        if (is(JsonToken.VALUE_NULL)) {
            return;
        }
        require(JsonToken.START_ARRAY, "an array");
        while (next() != JsonToken.END_ARRAY) {
            onElement.run();
        }
    }

    List<String> texts() {
        List<String> texts = new ArrayList<>();
        array(() -> texts.add(text()));
        return texts;
    }

    String text() {
        require(JsonToken.VALUE_STRING, "a string");
        return text(parser::getText);
    }

    /** Reads a whole number up to this one; up to 2^64-1 it comes as an unsigned long. */
    long number(BigInteger most) {
        require(JsonToken.VALUE_NUMBER_INT, "a whole number");
        BigInteger number = new BigInteger(text(parser::getText));
        if (number.signum() < 0 || number.compareTo(most) > 0) {
            throw wrong("%s is none of 0 to %s".formatted(number, most));
        }
        return number.longValue();
    }

    long unsigned() {
        return number(MOST);
    }

    void skip() {
        text(() -> {
            parser.skipChildren();
            return "";
        });
    }

    private boolean is(JsonToken token) {
        return parser.currentToken() == token;
    }

    private void require(JsonToken token, String what) {
        if (!is(token)) {
            throw wrong("expected " + what);
        }
    }

    private @org.jspecify.annotations.Nullable JsonToken next() {
        try {
            return parser.nextToken();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** Something that the parser may fail in. */
    private interface Read {
        String get() throws IOException;
    }

    private String text(Read read) {
        try {
            return read.get();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private Refusal broken(IOException e) {
        String what = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        return wrong(Printable.text(what, SHOWN));
    }

    /** Where the cursor is: {@code profile.json, line 7, key syscalls[3].action}. */
    String where() {
        String key = Printable.text(parser.getParsingContext().pathAsPointer().toString(), SHOWN)
                .replaceAll("/([0-9]+)", "[$1]")
                .replace('/', '.')
                .replaceFirst("^\\.", "");
        return "%s, line %d%s"
                .formatted(file, parser.currentTokenLocation().getLineNr(), key.isEmpty() ? "" : ", key " + key);
    }

    Refusal wrong(String what) {
        return Refusal.usage(where() + ": " + what, example);
    }
}
