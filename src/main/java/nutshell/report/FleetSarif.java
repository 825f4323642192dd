package nutshell.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nutshell.checklist.Finding;
import nutshell.checklist.Question;
import nutshell.fleet.Fleet;
import nutshell.fleet.FleetFact;
import nutshell.fleet.FleetQuestion;

/** SARIF 2.1.0 of a fleet: a result for each fact that is not good, however many hosts it holds of. */
public final class FleetSarif {

    private FleetSarif() {}

    public static Map<String, Object> of(Fleet fleet, Instant at) {
        List<Question> questions =
                fleet.questions().stream().map(FleetQuestion::question).toList();
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            for (FleetFact fact : fleet.questions().get(i).facts()) {
                results.add(new Result(questions.get(i).id(), i, fact));
            }
        }
        return SarifReport.document(questions, at, new OnDemand<>(results, FleetSarif::result));
    }

    private record Result(String id, int index, FleetFact fact) {}

    /** The same fact is the same result tomorrow, when it may hold of more hosts or fewer. */
    private static Map<String, Object> result(Result of) {
        FleetFact fact = of.fact();
        Map<String, Object> result = SarifReport.result(
                of.id(),
                of.index(),
                new Finding("fleet", TextReport.subjects(fact.hosts()), fact.text(), fact.standing()));
        result.put(
                "partialFingerprints",
                Map.of(
                        "factAndQuestion/v1",
                        "%s/%08x".formatted(of.id(), fact.text().hashCode())));
        result.put("occurrenceCount", fact.hosts().size());
        return result;
    }
}
