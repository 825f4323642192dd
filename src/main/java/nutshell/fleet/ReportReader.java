package nutshell.fleet;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nutshell.checklist.Standing;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Reads one document of {@code nutshell.check/1} as it comes, keeping only what a fleet report needs. */
final class ReportReader {

    private static final String REMEDY = "nutshell check --evidence-only --format json --output HOST.json";
    private static final Pattern SCHEMA = Pattern.compile("nutshell\\.check/([0-9]{1,9})");
    private static final Pattern IMAGE = Pattern.compile("[^ ]+ image (.+)");
    private static final int MOST_FINDINGS = 50_000;
    private static final int LONGEST_FACT = 300;
    private static final int LONGEST_NAME = 200;

    private final Lexicon lexicon;
    private final JsonParser json;
    private final String source;

    private boolean schema;
    private Optional<Instant> at = Optional.empty();
    private final Map<String, String> host = new HashMap<>();
    private final Map<String, Integer> imageOf = new HashMap<>();
    private final Map<Integer, Standing> standings = new HashMap<>();
    private final Set<Integer> facts = new HashSet<>();
    private final Map<Integer, Integer> containers = new HashMap<>();
    private final Set<HostReport.ImageWeak> weakImages = new HashSet<>();

    /** Stands at the document's first brace. */
    ReportReader(Lexicon lexicon, JsonParser json, String source) {
        this.lexicon = lexicon;
        this.json = json;
        this.source = source;
    }

    HostReport read() throws IOException {
        insist(json.currentToken() == JsonToken.START_OBJECT, "it is no report: expected an object, {");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "schema" -> checkSchema(json.getValueAsString(""));
                case "at" -> at = Optional.of(instant(json.getValueAsString("")));
                case "host" -> eachText((key, value) -> host.put(key, value));
                case "images" -> eachText(this::image);
                case "questions" -> questions();
                default -> json.skipChildren();
            }
        }
        insist(schema, "it is no report: it has no schema; expected nutshell.check/1");
        String name = host.getOrDefault("name", "");
        insist(!name.isEmpty() && !standings.isEmpty(), "it says nothing: expected a host's name and questions");
        return new HostReport(
                source,
                new HostReport.Who(
                        name,
                        host.getOrDefault("id", ""),
                        at.orElseThrow(() -> refusal("it does not say when: expected \"at\"")),
                        host.getOrDefault("kernel", "?")),
                standings,
                facts,
                containers,
                weakImages);
    }

    private void checkSchema(String word) {
        Matcher matcher = SCHEMA.matcher(word);
        insist(
                matcher.matches(),
                "it is no report: its schema is '%s'; expected nutshell.check/1".formatted(Printable.text(word, 60)));
        insist(
                Integer.parseInt(matcher.group(1)) == 1,
                "a newer Nutshell wrote it (%s); this one reads nutshell.check/1".formatted(word));
        schema = true;
    }

    private Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw refusal("its time is '%s'; expected one as 2026-11-21T08:00:00Z".formatted(Printable.text(text, 60)));
        }
    }

    private void image(String subject, String image) {
        int number = lexicon.image(image);
        imageOf.put(subject, number);
        containers.merge(number, 1, Integer::sum);
    }

    private void questions() throws IOException {
        insist(json.currentToken() == JsonToken.START_ARRAY, "its questions are no list");
        while (json.nextToken() == JsonToken.START_OBJECT) {
            question();
        }
    }

    private void question() throws IOException {
        Map<String, String> texts = new HashMap<>();
        Set<Found> found = new HashSet<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (json.nextToken() == JsonToken.VALUE_STRING) {
                texts.put(name, json.getText());
            } else if (name.equals("evidence") && json.currentToken() == JsonToken.START_ARRAY) {
                evidence(found);
            } else {
                json.skipChildren();
            }
        }
        String id = texts.getOrDefault("id", "");
        insist(id.matches("[A-Z]{2,5}-[0-9]{1,3}"), "a question's id is '" + Printable.text(id, 40) + "'");
        int number = lexicon.question(
                id,
                Printable.text(texts.getOrDefault("group", "others"), 60),
                Printable.text(texts.getOrDefault("asks", id), LONGEST_FACT));
        standings.put(number, standing(texts.getOrDefault("standing", "")));
        found.forEach(each -> keep(number, each));
    }

    private record Found(String subject, String fact, Standing standing) {}

    private void evidence(Set<Found> found) throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            Map<String, String> texts = new HashMap<>();
            eachText(texts::put);
            Standing standing = standing(texts.getOrDefault("standing", ""));
            if (standing.compareTo(Standing.GOOD) < 0) {
                insist(found.size() < MOST_FINDINGS, "one question has more than " + MOST_FINDINGS + " findings");
                found.add(new Found(texts.getOrDefault("subject", ""), texts.getOrDefault("fact", ""), standing));
            }
        }
    }

    private void keep(int question, Found found) {
        facts.add(lexicon.fact(question, found.standing, found.fact));
        if (found.standing == Standing.WEAK) {
            imageOf(found.subject).ifPresent(image -> weakImages.add(new HostReport.ImageWeak(image, question)));
        }
    }

    private Optional<Integer> imageOf(String subject) {
        Matcher matcher = IMAGE.matcher(subject);
        if (!matcher.matches()) {
            return Optional.ofNullable(imageOf.get(subject));
        }
        int image = lexicon.image(matcher.group(1));
        containers.putIfAbsent(image, 0);
        return Optional.of(image);
    }

    private Standing standing(String word) {
        return Standing.of(word)
                .orElseThrow(() -> refusal("'%s' is no standing; expected weak, unknown, ask, good or not-here"
                        .formatted(Printable.text(word, 40))));
    }

    private interface Taker {
        void take(String name, String value);
    }

    /** Takes the texts of an object, strangers' as they are, made harmless; leaves what is no text. */
    private void eachText(Taker taker) throws IOException {
        insist(json.currentToken() == JsonToken.START_OBJECT, "expected an object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = Printable.text(json.currentName(), LONGEST_NAME);
            if (json.nextToken() == JsonToken.VALUE_STRING) {
                taker.take(name, Printable.text(json.getText(), name.equals("fact") ? LONGEST_FACT : LONGEST_NAME));
            } else {
                json.skipChildren();
            }
        }
    }

    private void insist(boolean fine, String otherwise) {
        if (!fine) {
            throw refusal(otherwise);
        }
    }

    private static Refusal refusal(String why) {
        return Refusal.failed(why, REMEDY);
    }
}
