package tillbook

func init() {
	for name, function := range moreFunctions {
		functions[name] = function
	}
}

var moreFunctions = map[string]function{
	"schedules_create": func(a *Account, g *given) (any, error) {
		n := g.within("new_schedule")
		created := NewSchedule{
			Customer: n.text("customer"), Amount: n.number("amount"), Currency: n.text("currency"),
			Recurrence: n.recurrence(), StartOn: n.date("start_on"), EndOn: n.date("end_on"),
			Charging: group[Charging](n, "charging"), Card: n.some("card"), Description: n.some("description"),
			Metadata: n.take("metadata"),
		}
		n.nothingElse()
		return schedule(a.Schedules().Create(background, created))
	},
	"schedules_get": func(a *Account, g *given) (any, error) { return schedule(a.Schedules().Get(g.text("id"))) },
	"schedule_next_dates": func(a *Account, g *given) (any, error) {
		return as(a.Schedules().NextDates(g.text("id"), int(g.number("count"))))
	},
	"schedules_update": func(a *Account, g *given) (any, error) {
		u := g.within("update")
		update := ScheduleUpdate{u.remove(), group[Charging](u, "charging"), u.some("description"), u.take("metadata")}
		u.nothingElse()
		return schedule(a.Schedules().Update(background, g.text("id"), update))
	},
	"schedules_delete": func(a *Account, g *given) (any, error) {
		return schedule(a.Schedules().Delete(background, g.text("id")))
	},
	"schedules_list": func(a *Account, g *given) (any, error) { return schedules(a.Schedules().List(g.query())) },
	"schedules_list_of": func(a *Account, g *given) (any, error) {
		return schedules(a.Schedules().ListOf(g.text("customer"), g.query()))
	},
	"schedules_due": func(a *Account, g *given) (any, error) {
		return shownEach(showDue)(a.Schedules().Due(g.time("at"), uint64(g.number("limit"))))
	},
	"schedules_record": func(a *Account, g *given) (any, error) {
		outcome := Outcome{group[OccurrenceStatus](g, "outcome"), g.some("charge"), g.some("message")}
		return shown(showOccurrence)(a.Schedules().Record(background, g.text("schedule"), g.date("scheduled_on"), outcome))
	},
	"schedules_occurrences": func(a *Account, g *given) (any, error) {
		return shownPage(showOccurrence)(a.Schedules().Occurrences(g.text("schedule"), g.query()))
	},
	"schedules_occurrence": func(a *Account, g *given) (any, error) {
		return shown(showOccurrence)(a.Schedules().Occurrence(g.text("id")))
	},
	"schedules_simulate_due": func(a *Account, g *given) (any, error) { return as(a.Schedules().SimulateDue(background)) },
	"tax_identifiers_create": func(a *Account, g *given) (any, error) {
		return shown(showTaxIdentifier)(a.TaxIdentifiers().Create(background, g.text("kind"), g.text("value")))
	},
	"tax_identifiers_get": func(a *Account, g *given) (any, error) {
		return shown(showTaxIdentifier)(a.TaxIdentifiers().Get(g.text("id")))
	},
	"tax_identifiers_of": func(a *Account, g *given) (any, error) {
		return shownEach(showTaxIdentifier)(a.TaxIdentifiers().Of(g.text("customer")))
	},
	"tax_identifiers_list": func(a *Account, g *given) (any, error) {
		return shownPage(showTaxIdentifier)(a.TaxIdentifiers().List(g.query()))
	},
	"tax_identifiers_select": func(a *Account, g *given) (any, error) {
		among := TaxIdentifierSelection{g.query(), g.texts("ids"), g.some("customer")}
		found, err := a.TaxIdentifiers().Select(among, func(*TaxIdentifier) bool { return true })
		return each(found.Records, showTaxIdentifier), err
	},
	"tax_identifiers_attach": func(a *Account, g *given) (any, error) {
		return shown(showTaxIdentifier)(a.TaxIdentifiers().Attach(background, g.text("customer"), g.text("id")))
	},
	"tax_identifiers_delete": func(a *Account, g *given) (any, error) {
		return shown(showTaxIdentifier)(a.TaxIdentifiers().Delete(background, g.text("id")))
	},
	"ledgers_post": func(a *Account, g *given) (any, error) {
		customer, ledger, n := g.text("customer"), group[Ledger](g, "ledger"), g.within("new_ledger_entry")
		posted := NewLedgerEntry{
			n.number("value"), n.flag("replaces"), n.time("expires_at"), n.some("remarks"), n.some("kind"),
			n.some("performer"), n.some("performer_kind"),
		}
		n.nothingElse()
		return shown(showLedgerEntry)(a.Ledgers().Post(background, customer, ledger, posted))
	},
	"ledgers_end_due": func(a *Account, g *given) (any, error) {
		return nil, a.Ledgers().EndDue(background, g.text("customer"), group[Ledger](g, "ledger"))
	},
	"ledgers_balance": func(a *Account, g *given) (any, error) {
		return as(a.Ledgers().Balance(g.text("customer"), group[Ledger](g, "ledger")))
	},
	"ledgers_list": func(a *Account, g *given) (any, error) {
		return shownPage(showLedgerEntry)(a.Ledgers().List(g.text("customer"), group[Ledger](g, "ledger"), g.query()))
	},
	"store_health": func(a *Account, _ *given) (any, error) { return nil, a.Store().Health() },
	"store_sync":   func(a *Account, _ *given) (any, error) { return nil, a.Store().Sync(background) },
	"store_check": func(a *Account, _ *given) (any, error) {
		report, err := a.Store().Check(background, nil)
		if err != nil {
			return nil, err
		}
		return object{"sound": report.Sound}, nil
	},
	"store_stat": func(a *Account, _ *given) (any, error) {
		stat, err := a.Store().Stat(background)
		if err != nil {
			return nil, err
		}
		info, err := a.Info()
		for _, counted := range stat.Accounts {
			if counted.Provider == info.Provider && counted.Mode == info.Mode {
				return showStat(counted), err
			}
		}
		return showStat(AccountStat{Provider: info.Provider, Mode: info.Mode}), err
	},
}
