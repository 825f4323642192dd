package nutshell.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import nutshell.checklist.Assessment;
import nutshell.evidence.kubernetes.Publication;
import nutshell.report.PolicyReport;

/** {@code check --publish}: the report as an object of the cluster. */
record PublishedReport(PolicyReport.Scope scope, Publication cluster) {

    /** Refuses at once what could not be published after all the checking. */
    static PublishedReport begin(String word) {
        PolicyReport.Scope scope = PolicyReport.Scope.parse(word);
        Publication cluster = Publication.of(System.getenv());
        cluster.insist();
        return new PublishedReport(scope, cluster);
    }

    void publish(Assessment assessment) {
        cluster.put(new ObjectMapper().convertValue(PolicyReport.of(assessment, scope), ObjectNode.class));
        System.err.println("published as clusterpolicyreport/" + scope.name());
    }
}
