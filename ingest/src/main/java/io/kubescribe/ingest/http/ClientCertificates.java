package io.kubescribe.ingest.http;

import io.kubescribe.core.audit.ClusterName;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/// Which cluster a client certificate speaks for. Static.
final class ClientCertificates {
  private static final Integer DNS_NAME = 2;

  private ClientCertificates() {}

  /// Whether the certificate names this cluster, or none of the configured ones. One whose names
  /// can't be read may not send.
  static boolean maySend(
      X509Certificate certificate, ClusterName cluster, Collection<ClusterName> configured) {
    try {
      Set<String> named = names(certificate);
      return named.contains(cluster.value())
          || configured.stream().noneMatch(other -> named.contains(other.value()));
    } catch (InvalidNameException | CertificateParsingException e) {
      return false;
    }
  }

  private static Set<String> names(X509Certificate certificate)
      throws InvalidNameException, CertificateParsingException {
    Set<String> names = new HashSet<>();
    for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
      if (part.getType().equalsIgnoreCase("CN")) {
        names.add(part.getValue().toString().toLowerCase(Locale.ROOT));
      }
    }
    Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
    if (alternatives != null) {
      for (List<?> alternative : alternatives) {
        if (DNS_NAME.equals(alternative.get(0))) {
          names.add(alternative.get(1).toString().toLowerCase(Locale.ROOT));
        }
      }
    }
    return names;
  }
}
