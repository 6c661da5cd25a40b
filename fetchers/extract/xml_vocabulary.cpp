#include "fetchers/extract/xml_vocabulary.h"

#include <array>
#include <unordered_map>

namespace griffier::fetchers {
namespace {

struct Named {
  std::string_view name;
  XmlRole role;
};

// op-xsd-2012-1 to op-consolidated-2014-05-15, the older kamerwrk and vraagdoc DTDs, and open-rechtspraak.
constexpr std::array kNames{
    Named{"nadruk", XmlRole::inline_text},
    Named{"extref", XmlRole::inline_text},
    Named{"intref", XmlRole::inline_text},
    Named{"dossierref", XmlRole::inline_text},
    Named{"extdoc", XmlRole::inline_text},
    Named{"sup", XmlRole::inline_text},
    Named{"sub", XmlRole::inline_text},
    Named{"inf", XmlRole::inline_text},
    Named{"voornaam", XmlRole::inline_text},
    Named{"achternaam", XmlRole::inline_text},
    Named{"voorvoegsels", XmlRole::inline_text},
    Named{"politiek", XmlRole::inline_text},
    Named{"datum", XmlRole::inline_text},
    Named{"ondernummer", XmlRole::inline_text},
    Named{"dossiernr", XmlRole::inline_text},
    Named{"begrotingshoofdstuk", XmlRole::inline_text},
    Named{"toevoeging", XmlRole::inline_text},
    Named{"kamervraagonderwerp", XmlRole::inline_text},
    Named{"naam", XmlRole::inline_text},
    Named{"label", XmlRole::inline_text},
    Named{"emphasis", XmlRole::inline_text},
    Named{"link", XmlRole::inline_text},
    Named{"ulink", XmlRole::inline_text},
    Named{"superscript", XmlRole::inline_text},
    Named{"subscript", XmlRole::inline_text},
    Named{"unl", XmlRole::inline_text},
    Named{"ovl", XmlRole::inline_text},
    Named{"vet", XmlRole::inline_text},
    Named{"cur", XmlRole::inline_text},
    Named{"rom", XmlRole::inline_text},
    Named{"abbr", XmlRole::inline_text},
    Named{"plaats", XmlRole::inline_text},
    Named{"ltrlabel", XmlRole::inline_text},
    Named{"nummer", XmlRole::inline_text},
    Named{"begrip", XmlRole::inline_text},
    Named{"jci", XmlRole::inline_text},
    Named{"em", XmlRole::inline_text},
    Named{"strong", XmlRole::inline_text},
    Named{"tussenkop", XmlRole::heading},
    Named{"tuskop", XmlRole::heading},
    Named{"kop", XmlRole::heading},
    Named{"title", XmlRole::heading},
    Named{"item-titel", XmlRole::heading},
    Named{"titel", XmlRole::heading},
    Named{"bridgehead", XmlRole::heading},
    Named{"intitule", XmlRole::heading},
    Named{"divisie", XmlRole::division},
    Named{"hoofdstuk", XmlRole::division},
    Named{"afdeling", XmlRole::division},
    Named{"paragraaf", XmlRole::division},
    Named{"artikel", XmlRole::division},
    Named{"bijlage", XmlRole::division},
    Named{"section", XmlRole::division},
    Named{"circulaire.divisie", XmlRole::division},
    Named{"vraag", XmlRole::question},
    Named{"antwoord", XmlRole::answer},
    Named{"nr", XmlRole::number},
    Named{"li.nr", XmlRole::number},
    Named{"lidnr", XmlRole::number},
    Named{"lijst", XmlRole::list},
    Named{"itemizedlist", XmlRole::list},
    Named{"orderedlist", XmlRole::list},
    Named{"li", XmlRole::list_item},
    Named{"listitem", XmlRole::list_item},
    Named{"lid", XmlRole::block},
    Named{"row", XmlRole::table_row},
    Named{"tr", XmlRole::table_row},
    Named{"noot", XmlRole::footnote},
    Named{"voetnoot", XmlRole::footnote},
    Named{"footnote", XmlRole::footnote},
    Named{"nootref", XmlRole::footnote_mark},
    Named{"spreker", XmlRole::speaker},
    Named{"citaat", XmlRole::quote},
    Named{"blockquote", XmlRole::quote},
    Named{"br", XmlRole::line_break},
    Named{"metadata", XmlRole::skip},
    Named{"meta", XmlRole::skip},
    Named{"plaatje", XmlRole::skip},
    Named{"illustratie", XmlRole::skip},
    Named{"mediaobject", XmlRole::skip},
    Named{"colspec", XmlRole::skip},
    Named{"witreg", XmlRole::skip},
    Named{"versie", XmlRole::skip},
    Named{"ordernr", XmlRole::skip},
    Named{"vergjaar", XmlRole::skip},
    Named{"RDF", XmlRole::skip},
    Named{"documenttype", XmlRole::skip},
    Named{"redactie", XmlRole::skip},
    Named{"script", XmlRole::skip},
    Named{"style", XmlRole::skip},
};

}  // namespace

XmlRole xml_role(std::string_view local_name) {
  static const std::unordered_map<std::string_view, XmlRole> kRoles = [] {
    std::unordered_map<std::string_view, XmlRole> roles;
    for (const Named& named : kNames) roles.emplace(named.name, named.role);
    return roles;
  }();
  const auto found = kRoles.find(local_name);
  return found == kRoles.end() ? XmlRole::block : found->second;
}

}  // namespace griffier::fetchers
