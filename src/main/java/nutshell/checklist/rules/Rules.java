package nutshell.checklist.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nutshell.checklist.Rule;
import nutshell.refusals.Nearest;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Every rule by the name that questions use. */
public final class Rules {

    private static final Map<String, Rule> NAMED = named();

    private Rules() {}

    /** Finds the rule that a question's front matter names, or refuses. */
    public static Rule find(String words) {
        Optional<Rule> generic = GenericRule.parse(words).map(rule -> rule);
        return generic.or(() -> Optional.ofNullable(NAMED.get(words)))
                .orElseThrow(() -> Refusal.usage(
                        "there is no rule '%s': expected one of checklist/README.md%s"
                                .formatted(Printable.text(words, 100), nearest(words)),
                        "rule: equals no_new_privs true"));
    }

    public static Set<String> names() {
        return new TreeSet<>(NAMED.keySet());
    }

    private static String nearest(String words) {
        List<String> nearest = Nearest.to(words, NAMED.keySet());
        return nearest.isEmpty() ? "" : "; did you mean " + nearest.get(0) + "?";
    }

    private static Map<String, Rule> named() {
        Map<String, Rule> rules = new TreeMap<>();
        containers(rules);
        rules.put("baseIsPinned", ImageRules::baseIsPinned);
        rules.put("couldBeDeleted", ImageRules::couldBeDeleted);
        rules.put("isFresh", ImageRules::isFresh);
        rules.put("scannersAgree", ImageRules::scannersAgree);
        rules.put("runsWhatItsTagMeans", ImageRules::runsWhatItsTagMeans);
        rules.put("liftsWhoeverLands", ImageRules::liftsWhoeverLands);
        rules.put("refusesUnsigned", ImageRules::refusesUnsigned);
        rules.put("pullsAreSafe", ImageRules::pullsAreSafe);
        rules.put("someoneAnswers", ImageRules::someoneAnswers);
        rules.put("exceptionsAreReviewed", ImageRules::exceptionsAreReviewed);
        rules.put("builderIsConfined", BuildRules::builderIsConfined);
        rules.put("canBeRebuilt", BuildRules::canBeRebuilt);
        rules.put("gateStops", BuildRules::gateStops);
        rules.put("remembersNoSecret", SecretRules::remembersNoSecret);
        rules.put("storesNoCredentials", SecretRules::storesNoCredentials);
        rules.put("showsNoSecret", SecretRules::showsNoSecret);
        rules.put("secretsLeaveNoTrace", SecretRules::secretsLeaveNoTrace);
        rules.put("secretsAreYoung", SecretRules::secretsAreYoung);
        rules.put("hasFewNeighbours", HostRules::hasFewNeighbours);
        rules.put("kernelIsCurrent", HostRules::kernelIsCurrent);
        rules.put("nobodyIsSecretlyRoot", HostRules::nobodyIsSecretlyRoot);
        rules.put("kernelDoorsAreShut", HostRules::kernelDoorsAreShut);
        rules.put("auditSeesTheRuntime", HostRules::auditSeesTheRuntime);
        rules.put("storageIsApart", HostRules::storageIsApart);
        rules.put("isStillFixed", EngineRules::isStillFixed);
        rules.put("defaultsAreSafe", EngineRules::defaultsAreSafe);
        rules.put("nightCanBeTold", EngineRules::nightCanBeTold);
        rules.put("newProgramsAreNoticed", EngineRules::newProgramsAreNoticed);
        rules.put("listensWhereMeant", NetworkRules::listensWhereMeant);
        rules.put("conversationsAreFew", NetworkRules::conversationsAreFew);
        rules.put("sidesProveThemselves", NetworkRules::sidesProveThemselves);
        rules.put("cannotCallOut", NetworkRules::cannotCallOut);
        rules.put("kubeletIsShut", ClusterRules::kubeletIsShut);
        rules.put("meetsPodSecurity", ClusterRules::meetsPodSecurity);
        rules.put("accountsAreSmall", ClusterRules::accountsAreSmall);
        rules.put("tokensAreNeeded", ClusterRules::tokensAreNeeded);
        rules.put("admissionRefuses", ClusterRules::admissionRefuses);
        rules.put("cloudRightsAreFew", ClusterRules::cloudRightsAreFew);
        rules.put("chartIsTrusted", ClusterRules::chartIsTrusted);
        return rules;
    }

    private static void containers(Map<String, Rule> rules) {
        rules.put("isNotRoot", UserRules::isNotRoot);
        rules.put("isNotPrivileged", CapabilityRules::isNotPrivileged);
        rules.put("capabilitiesAreFew", CapabilityRules::capabilitiesAreFew);
        rules.put("kernelIsFiltered", FilterRules::kernelIsFiltered);
        rules.put("cannotGainRights", ContainerRules::cannotGainRights);
        rules.put("rootIsReadOnly", ContainerRules::rootIsReadOnly);
        rules.put("rootIsNobodyOutside", UserRules::rootIsNobodyOutside);
        rules.put("wallFitsTheWork", ContainerRules::wallFitsTheWork);
        rules.put("mountsNothingSensitive", MountRules::mountsNothingSensitive);
        rules.put("reachesNoRuntimeSocket", MountRules::reachesNoRuntimeSocket);
        rules.put("keepsItsNamespaces", IsolationRules::keepsItsNamespaces);
        rules.put("touchesNoHardware", IsolationRules::touchesNoHardware);
        rules.put("isLimited", IsolationRules::isLimited);
        rules.put("restartsSafely", IsolationRules::restartsSafely);
        rules.put("lsmHolds", IsolationRules::lsmHolds);
    }
}
