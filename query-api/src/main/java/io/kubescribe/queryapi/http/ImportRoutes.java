package io.kubescribe.queryapi.http;

import io.kubescribe.core.access.Right;
import io.kubescribe.core.store.ImportTallies;
import io.kubescribe.core.store.ImportTallies.ImportTally;
import java.util.List;
import java.util.regex.Pattern;

/// How far runs of `import` are.
final class ImportRoutes {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private final ImportTallies tallies;

  ImportRoutes(ImportTallies tallies) {
    this.tallies = tallies;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
            "/api/v1/imports/{id}", new Permission.Needs(Right.IMPORT), List.of(), this::tally));
  }

  private Answer tally(Call call) {
    String id = call.pathPart("id");
    if (!ID.matcher(id).matches()) {
      throw ApiException.notFound();
    }
    ImportTally tally = tallies.tally(id).orElseThrow(ApiException::notFound);
    return Answer.json(json -> {
      json.writeStringProperty("id", id);
      json.writeNumberProperty("added", tally.added());
      json.writeNumberProperty("duplicates", tally.duplicates());
      json.writeNumberProperty("quarantined", tally.quarantined());
    });
  }
}
