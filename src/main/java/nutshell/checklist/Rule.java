package nutshell.checklist;

import java.util.List;
import nutshell.evidence.Facts;

/** Weighs the facts of one subject; pure, so that captured evidence tests it. */
@FunctionalInterface
public interface Rule {

    /** Finds nothing where these facts do not concern it. */
    List<Finding> judge(Facts facts);
}
