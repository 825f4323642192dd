package nutshell.fleet;

import static nutshell.checklist.Assessments.finding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nutshell.checklist.Assessed;
import nutshell.checklist.Assessment;
import nutshell.checklist.Assessments;
import nutshell.checklist.Standing;
import nutshell.report.JsonReport;

/** Reports of hosts that are not there, as {@code nutshell check --json} writes them. */
public final class HostReports {

    private final String host;
    private Instant at = Assessments.THEN;
    private final Map<String, String> machine = new LinkedHashMap<>();
    private final Map<String, String> images = new LinkedHashMap<>();
    private final List<Assessed> questions = new ArrayList<>();

    private HostReports(String host) {
        this.host = host;
    }

    public static HostReports of(String host) {
        return new HostReports(host);
    }

    public HostReports at(String time) {
        at = Instant.parse(time);
        return this;
    }

    public HostReports id(String id) {
        machine.put("id", id);
        return this;
    }

    public HostReports image(String subject, String image) {
        images.put(subject, image);
        return this;
    }

    public HostReports says(String question, String subject, String fact, Standing standing) {
        questions.add(new Assessed(
                Assessments.question(question), List.of(finding(subject, fact, standing)), Optional.empty()));
        return this;
    }

    public String json() {
        machine.put("name", host);
        try {
            return new ObjectMapper()
                    .writeValueAsString(
                            JsonReport.of(new Assessment(machine, at, images, questions), Optional.empty()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
