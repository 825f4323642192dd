package nutshell.report;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import nutshell.checklist.Standing;
import nutshell.fleet.Fleet;
import nutshell.fleet.FleetChange;
import nutshell.fleet.FleetFact;
import nutshell.fleet.FleetHost;
import nutshell.fleet.FleetImage;
import nutshell.fleet.FleetQuestion;
import nutshell.fleet.LeftOut;
import nutshell.fleet.OddOne;

/** {@code nutshell.fleet/1}: all that is known of a fleet, and what the next report compares itself with. */
public final class FleetJson {

    private FleetJson() {}

    public static Map<String, Object> of(Fleet fleet, FleetText.Beside beside, Instant at) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("schema", "nutshell.fleet/1");
        json.put("at", at.toString());
        json.put("hosts", new OnDemand<>(fleet.hosts(), FleetJson::host));
        json.put("questions", new OnDemand<>(fleet.questions(), FleetJson::question));
        json.put("images", new OnDemand<>(fleet.images(), FleetJson::image));
        json.put("odd", new OnDemand<>(fleet.oddOnes(), FleetJson::odd));
        json.put("left_out", new OnDemand<>(fleet.leftOut(), FleetJson::leftOut));
        json.put("missing", beside.missing());
        if (beside.compared()) {
            json.put("changes", new OnDemand<>(beside.changes(), FleetJson::change));
        }
        return json;
    }

    private static Map<String, Object> host(FleetHost host) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", host.name());
        json.put("report", host.report());
        json.put("at", host.at().toString());
        json.put("kernel", host.kernel());
        Map<String, String> standings = new LinkedHashMap<>();
        host.standings().forEach((id, standing) -> standings.put(id, standing.word()));
        json.put("standings", standings);
        return json;
    }

    private static Map<String, Object> question(FleetQuestion each) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", each.question().id());
        json.put("group", each.question().group());
        json.put("asks", each.question().asks());
        json.put("standing", each.standing().word());
        Map<String, Integer> hosts = new LinkedHashMap<>();
        each.hosts().forEach((standing, count) -> hosts.put(standing.word(), count));
        json.put("hosts", hosts);
        json.put("facts", new OnDemand<>(each.facts(), FleetJson::fact));
        return json;
    }

    private static Map<String, Object> fact(FleetFact fact) {
        return ordered("standing", word(fact.standing()), "fact", fact.text(), "hosts", fact.hosts());
    }

    private static Map<String, Object> image(FleetImage image) {
        Map<String, Object> json =
                ordered("image", image.name(), "hosts", image.hosts(), "containers", image.containers());
        json.put("weak", image.weak());
        return json;
    }

    private static Map<String, Object> odd(OddOne odd) {
        Map<String, Object> json = ordered("host", odd.host(), "id", odd.id(), "standing", word(odd.standing()));
        json.putAll(ordered("usual", word(odd.usual()), "share", odd.share(), "asked", odd.asked()));
        return json;
    }

    private static Map<String, Object> change(FleetChange change) {
        Map<String, Object> json = ordered("what", change.what().word(), "id", change.id(), "fact", change.fact());
        json.put("hosts", change.hosts());
        return json;
    }

    private static Map<String, Object> leftOut(LeftOut each) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("report", each.report());
        json.put("why", each.why());
        return json;
    }

    private static String word(Standing standing) {
        return standing.word();
    }

    private static Map<String, Object> ordered(
            String one, Object first, String two, Object second, String three, Object third) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(one, first);
        json.put(two, second);
        json.put(three, third);
        return json;
    }
}
